/* Live coverage without reloading: asks for the newest entries while the page is in view, tells of new ones,
   and puts them in when the reader asks, so that nothing moves under the eyes. Without this script a link does it. */
const SLOWEST = 300;
const live = document.querySelector("[data-live]");

if (live) {
  const list = live.querySelector("[data-entries]");
  const keys = live.querySelector("[data-keys]");
  const news = live.querySelector(".live__news");
  const every = Number(live.dataset.every);
  let wait = every;
  let timer;
  let fresh = null;
  let etag = "";
  let over = false;

  const later = () => {
    clearTimeout(timer);
    if (!over && document.visibilityState === "visible") timer = setTimeout(ask, wait * 1000);
  };

  const made = (html) => {
    const box = document.createElement("template");
    box.innerHTML = html;
    return box.content;
  };

  const ask = async () => {
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const answer = await fetch(live.dataset.live, { headers, cache: "no-store" });
      if (answer.status === 404 || answer.status === 410) return;
      if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
      wait = every;
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") ?? "";
        take(await answer.json());
      }
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
    later();
  };

  // What is on the page already is mended at once; what is new waits for the reader.
  const take = (found) => {
    const unknown = [];
    for (const entry of found.entries) {
      const here = document.getElementById(entry.id);
      if (!here) unknown.push(entry);
      else if (here.dataset.stamp !== entry.stamp && !here.contains(document.activeElement)) here.replaceWith(made(entry.html));
    }
    drop(new Set(found.entries.map((entry) => entry.id)));
    fresh = found;
    if (unknown.length) tell(found.told[unknown.length] ?? Object.values(found.told).at(-1));
    else keys.replaceChildren(made(found.keys));
    if (found.over) end();
  };

  // An entry that is missing among those that stand was taken away; one below them all only grew old.
  const drop = (known) => {
    const here = [...list.querySelectorAll(".entry")];
    const last = here.findLastIndex((entry) => known.has(entry.id));
    for (const entry of here.slice(0, Math.max(last, 0))) if (!known.has(entry.id)) entry.remove();
  };

  const tell = (words) => {
    let button = news.querySelector("button");
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--main";
      button.addEventListener("click", show);
      news.replaceChildren(button);
    }
    if (button.textContent !== words) button.textContent = words;
  };

  const show = () => {
    news.replaceChildren();
    keys.replaceChildren(made(fresh.keys));
    let place = null;
    let first = null;
    for (const entry of fresh.entries) {
      const here = document.getElementById(entry.id);
      if (here) {
        place = here;
        continue;
      }
      const node = made(entry.html).firstElementChild;
      if (place) place.after(node);
      else list.prepend(node);
      place = node;
      first ??= node;
    }
    first?.focus();
    first?.scrollIntoView({ block: "start" });
  };

  const end = () => {
    over = true;
    live.querySelector(".live__state").textContent = live.dataset.over;
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      wait = 0;
      later();
    } else clearTimeout(timer);
  });
  later();
}
