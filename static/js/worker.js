/* The service worker. Pages come from the network and are kept for when there is none; files whose names carry their
   content's hash, and pictures of stories, come from the device once it has them. What is private is never touched. */
const { version, shell, pages, offline } = self.NEWSROOM;

const ASSETS = "assets-1";
// Pages that stand in for others; made anew with each version of the files.
const STANDBY = `standby-${version}`;
const PAGES = "pages-1";
const PICTURES = "pictures-1";
const SAVED = "saved-1";
const LIMITS = { [ASSETS]: 80, [PAGES]: 60, [PICTURES]: 120 };

const PRIVATE = /^\/(admin|preview|i18n|language|read|live|newsletter\/(confirm|leave))\//;
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;
const PICTURE = /^\/media\/(images|renditions)\//;
const STORY = /^\/article\//;
// A connection that gives nothing for so long is none, if the page is here.
const PATIENCE = 4000;

const trim = async (name) => {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - LIMITS[name]))) await cache.delete(key);
};

const put = async (name, request, answer) => {
  const cache = await caches.open(name);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer);
  await trim(name);
};

const find = (request) => caches.match(request, { ignoreVary: true });

/* A story is the same one whatever an address carries behind its «?». */
const findPage = async (request) => {
  const { pathname } = new URL(request.url);
  return (await find(request)) ?? (STORY.test(pathname) ? caches.match(request, { ignoreVary: true, ignoreSearch: true }) : undefined);
};

self.addEventListener("install", (event) => {
  const prepare = async () => {
    await (await caches.open(ASSETS)).addAll(shell);
    await (await caches.open(STANDBY)).addAll(pages.map((path) => new Request(path, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(prepare());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const known = [ASSETS, STANDBY, PAGES, PICTURES, SAVED];
    for (const name of await caches.keys()) if (!known.includes(name)) await caches.delete(name);
    await trim(ASSETS);
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// Only what a shared cache might keep too; whatever is signed in or a preview says that it may not.
const mayKeep = (answer) =>
  answer.ok && answer.type === "basic" && !answer.redirected && !/private|no-store/.test(answer.headers.get("Cache-Control") ?? "private");

const remember = async (request, answer) => {
  const url = new URL(request.url);
  if (answer.status === 404 || answer.status === 410) {
    // The newsroom took it back: so does the device.
    for (const name of [PAGES, SAVED]) await (await caches.open(name)).delete(request, { ignoreVary: true });
    return;
  }
  if (url.search || !mayKeep(answer) || !answer.headers.get("Content-Type")?.startsWith("text/html")) return;
  const saved = await caches.open(SAVED);
  if (await saved.match(request, { ignoreVary: true })) await saved.put(request, answer.clone());
  await put(PAGES, request, answer);
};

const page = async (event) => {
  const fetched = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  event.waitUntil(fetched.then((answer) => remember(event.request, answer.clone())).catch(() => {}));
  const kept = await findPage(event.request);
  const patience = kept && new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  try {
    return await (patience ? Promise.race([fetched, patience]) : fetched);
  } catch {
    return kept ?? (await find(offline)) ?? Response.error();
  }
};

const file = async (event, name, isWanted) => {
  const kept = await find(event.request);
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok && answer.type === "basic" && (await isWanted())) event.waitUntil(put(name, event.request, answer.clone()));
  return answer;
};

const isStory = async (event) => {
  const client = event.clientId && (await self.clients.get(event.clientId));
  return Boolean(client) && STORY.test(new URL(client.url).pathname);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || PRIVATE.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (HASHED.test(url.pathname)) event.respondWith(file(event, ASSETS, async () => true));
  else if (PICTURE.test(url.pathname)) event.respondWith(file(event, PICTURES, () => isStory(event)));
});
