/* A video of another host: its frame comes in the place of the still when the reader plays it, nothing before.
   Without this script the link leads to the host. */
for (const still of document.querySelectorAll("a[data-frame]")) {
  still.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = still.dataset.frame;
    frame.title = still.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.className = "video__frame";
    still.replaceWith(frame);
    frame.focus();
  });
}
