/* What readers may do with stories, on this device alone: save for later, set the text's size, have it read aloud.
   Without this script none of it is shown. One file, for names of files that modules import carry no hash. */

/* 1. Saved stories: names and addresses in localStorage, the pages themselves in a cache of their own. */
const KEY = "saved";
// As the worker names them.
const CACHE = "saved-1";
const READ = "pages-1";
const MOST = 200;

const read = () => {
  try {
    const list = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(list) ? list.filter((item) => item?.path?.startsWith("/") && item.title) : [];
  } catch {
    return [];
  }
};

const write = (list) => localStorage.setItem(KEY, JSON.stringify(list));
const pages = () => (globalThis.caches ? caches.open(CACHE) : Promise.reject(new Error("no caches here")));

const has = (path) => read().some((item) => item.path === path);

const remove = async (path) => {
  const list = read();
  const left = list.filter((item) => item.path !== path);
  write(left);
  const shared = new Set(left.flatMap((item) => item.pictures ?? []));
  const pictures = list.find((item) => item.path === path)?.pictures ?? [];
  const cache = await pages();
  for (const address of [path, ...pictures.filter((picture) => !shared.has(picture))]) await cache.delete(address);
};

/* The page as it stands on the server, with the pictures that this device chose for it. */
const save = async (item) => {
  const list = [item, ...read().filter((other) => other.path !== item.path)];
  write(list.slice(0, MOST));
  for (const dropped of list.slice(MOST)) await remove(dropped.path);
  const cache = await pages();
  await cache.add(item.path);
  await Promise.allSettled(item.pictures.map((picture) => cache.add(picture)));
};

/* 2. The tools of a story's page. */
const SIZES = 4;
const tools = document.querySelector("[data-tools]");
const root = document.documentElement;

const isOn = (button) => "isOn" in button.dataset;
const press = (button, on) => {
  button.dataset.off ??= button.textContent;
  button.textContent = on ? button.dataset.on : button.dataset.off;
  if (on) button.dataset.isOn = "";
  else delete button.dataset.isOn;
};

const keeping = (button) => {
  const path = decodeURI(location.pathname);
  press(button, has(path));
  button.addEventListener("click", async () => {
    const on = !has(path);
    press(button, on);
    tools.querySelector("[role=status]").textContent = button.textContent;
    const pictures = [...document.querySelectorAll("article img[src]")].filter((image) => image.currentSrc).map((image) => image.currentSrc);
    const { title, when } = tools.dataset;
    // Without a cache (an insecure address) the list alone is kept.
    await (on ? save({ path, title, when, pictures }) : remove(path)).catch(() => {});
  });
};

const sizing = (buttons) => {
  const set = (step) => {
    root.dataset.size = step;
    localStorage.setItem("size", step);
    for (const button of buttons) button.disabled = !inRange(step + Number(button.dataset.size));
  };
  const inRange = (step) => step >= 0 && step <= SIZES;
  const now = () => Number(root.dataset.size ?? localStorage.getItem("size") ?? 1);
  for (const button of buttons) {
    button.disabled = !inRange(now() + Number(button.dataset.size));
    button.addEventListener("click", () => set(now() + Number(button.dataset.size)));
  }
};

const listening = (button) => {
  const speech = globalThis.speechSynthesis;
  if (!speech) return;
  const arabic = () => speech.getVoices().find((voice) => voice.lang.toLowerCase().startsWith("ar"));
  const offer = () => {
    button.hidden = !arabic();
  };
  const parts = () => [...document.querySelectorAll("h1, .standfirst, .prose > :is(p, h2, h3, h4, ul, ol, blockquote)")];
  let queue = [];
  const stop = () => {
    queue = [];
    speech.cancel();
    document.querySelector(".is-read")?.classList.remove("is-read");
    press(button, false);
  };
  // Part by part: some engines give up on long texts.
  const next = () => {
    document.querySelector(".is-read")?.classList.remove("is-read");
    const part = queue.shift();
    if (!part) return stop();
    part.classList.add("is-read");
    const words = new SpeechSynthesisUtterance(part.innerText);
    words.voice = arabic();
    words.lang = words.voice.lang;
    words.onend = () => part.classList.contains("is-read") && next();
    words.onerror = stop;
    speech.speak(words);
  };
  button.addEventListener("click", () => {
    if (isOn(button)) return stop();
    press(button, true);
    queue = parts();
    next();
  });
  addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
};

if (tools) {
  keeping(tools.querySelector("[data-save]"));
  sizing(tools.querySelectorAll("[data-size]"));
  listening(tools.querySelector("[data-listen]"));
}

/* 3. The page of saved stories. */
const list = (kind) => document.querySelector(`[data-kept=${kind}]`);
const saved = list("saved");

const row = ({ path, title, when }, more = []) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = encodeURI(path);
  link.textContent = title;
  const day = document.createElement("span");
  day.className = "meta";
  day.textContent = when ?? "";
  item.append(link, day, ...more);
  return item;
};

const show = () => {
  const items = read();
  saved.replaceChildren(
    ...items.map((story) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn";
      button.textContent = saved.dataset.remove;
      button.setAttribute("aria-label", `${saved.dataset.remove}: ${story.title}`);
      button.addEventListener("click", async () => {
        await remove(story.path).catch(() => {});
        show();
        (saved.querySelector("button") ?? document.querySelector("h1")).focus();
      });
      return row(story, [button]);
    }),
  );
  document.querySelector("[data-none=saved]").hidden = items.length > 0;
};

/* Titles of pages that were read stand in the pages themselves. */
const reads = async () => {
  if (!globalThis.caches || !(await caches.has(READ))) return;
  const cache = await caches.open(READ);
  const rows = [];
  for (const request of (await cache.keys()).reverse()) {
    const path = decodeURI(new URL(request.url).pathname);
    if (!path.startsWith("/article/")) continue;
    const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
    const title = page.querySelector("article h1")?.textContent;
    if (title) rows.push(row({ path, title, when: page.querySelector("[data-tools]")?.dataset.when }));
  }
  list("read").replaceChildren(...rows);
  document.querySelector("[data-part=read]").hidden = rows.length === 0;
};

if (saved) {
  show();
  reads().catch(() => {});
}
