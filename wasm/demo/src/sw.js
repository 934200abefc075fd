// The service worker: serves the files of one build from a cache of its own, and nothing else. The build replaces
// BUILD and FILES.

const CACHE = `cuesmith-${"BUILD"}`;
const FILES = ["FILES"];
const known = new Set(FILES.map((file) => new URL(file, self.registration.scope).href));

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  // A page of the build before keeps its cache until it is closed: its files have other names.
  const tidy = async () => {
    await self.clients.claim();
    const pages = await self.clients.matchAll({ type: "window" });
    if (pages.length > 1) return;
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("cuesmith-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const address = new URL(request.url);
  address.search = "";
  address.hash = "";
  if (!known.has(address.href)) {
    // A page of an earlier build asks for its own files.
    event.respondWith(caches.match(address.href).then((found) => found ?? fetch(request)));
    return;
  }
  const answer = async () => {
    const cache = await caches.open(CACHE);
    return (await cache.match(address.href)) ?? fetch(request);
  };
  event.respondWith(answer());
});
