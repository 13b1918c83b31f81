// Kingsgate, AGPL-3.0-or-later: the page without a connection, and news on the lock screen. Every page works without it.
(() => {
	if (!navigator.serviceWorker) return;
	const ready = navigator.serviceWorker.register(`/sw.js?lang=${document.documentElement.lang}`).then(() => navigator.serviceWorker.ready).catch(() => null);
	const box = document.querySelector("[data-push]");
	if (!box || !window.PushManager) return;
	const button = box.querySelector("button"), status = box.querySelector("[role=status]"), { key, on, off, no } = box.dataset;
	const bytes = Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
	const tell = (body) => fetch("/api/push", { method: "POST", body: JSON.stringify(body) }).then((answer) => { if (!answer.ok) throw 0; });
	const show = (subscribed) => { button.querySelector("span").textContent = subscribed ? off : on; };
	ready.then(async (worker) => {
		if (!worker) return;
		show(await worker.pushManager.getSubscription());
		box.hidden = false;
		button.onclick = async () => {
			status.textContent = "";
			try {
				let now = await worker.pushManager.getSubscription();
				if (now) {
					await tell({ endpoint: now.endpoint });
					await now.unsubscribe();
					now = null;
				} else {
					now = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes });
					await tell({ on: true, ...now.toJSON() });
				}
				show(now);
			} catch {
				status.textContent = no;
			}
		};
	});
})();
