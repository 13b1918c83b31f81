// Kingsgate, AGPL-3.0-or-later: shows news on the lock screen, and a page when there is no connection. It keeps no page of anybody.
const STORE = "kingsgate-1";
const language = new URL(location.href).searchParams.get("lang") || "en";
const OFFLINE = `/${language}/offline`;

self.addEventListener("install", (event) => {
	event.waitUntil(caches.open(STORE).then((store) => store.addAll([OFFLINE, "/icon.svg"])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
	event.waitUntil(caches.keys().then((names) => Promise.all(names.map((name) => name !== STORE && caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
	const { request } = event;
	if (request.mode === "navigate" && request.method === "GET") event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
	else if (new URL(request.url).pathname === "/icon.svg") event.respondWith(fetch(request).catch(() => caches.match("/icon.svg")));
});
self.addEventListener("push", (event) => {
	const { title, school, url, lang, dir, tag } = event.data ? event.data.json() : {};
	if (title) event.waitUntil(self.registration.showNotification(title, { body: school, lang, dir, tag, icon: "/icon.svg", data: { url } }));
});
self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	const url = new URL(event.notification.data.url, location.origin);
	if (url.origin === location.origin) event.waitUntil(self.clients.openWindow(url.href));
});
