/* On every page: the text size that the reader chose, and the worker that keeps what was read. */
try {
  const size = localStorage.getItem("size");
  if (size) document.documentElement.dataset.size = size;
} catch {
  // Storage is shut off: the size is the page's own.
}

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/service-worker.js").catch(() => {}));
}
