/* Tells the newsroom that its story was read: the story's number, no cookie, nothing of the reader.
   Once, after the page was in view for some seconds; not when it is loaded again or only ahead of time. */
const IN_VIEW = 5000;
const told = document.querySelector("script[data-read]")?.dataset.read;
const [came] = performance.getEntriesByType("navigation");

if (told && (!came || came.type === "navigate" || came.type === "prerender")) {
  let timer;
  const tell = () => {
    document.removeEventListener("visibilitychange", watch);
    fetch(told, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
  };
  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(tell, IN_VIEW);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}
