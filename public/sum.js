// Kingsgate, AGPL-3.0-or-later: while a flood of made-up bookings comes in, the browser does a sum beside the typing. The form works without it.
(() => {
	const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
	const hex = (found) => [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");

	// The same file is the worker, so that typing is never held up.
	if (typeof document === "undefined") {
		onmessage = async ({ data: { parameters: { nonce, salt, cost, keyLength, keyPrefix } } }) => {
			const word = new Uint8Array(bytes(nonce).length + 4), salted = bytes(salt);
			word.set(bytes(nonce));
			for (let counter = 0; ; counter += 1) {
				new DataView(word.buffer).setUint32(word.length - 4, counter);
				const base = await crypto.subtle.importKey("raw", word, "PBKDF2", false, ["deriveBits"]);
				const derivedKey = hex(new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: salted, iterations: cost }, base, keyLength * 8)));
				if (derivedKey.startsWith(keyPrefix)) return postMessage({ counter, derivedKey });
			}
		};
		return;
	}

	const box = document.querySelector("[data-sum]");
	// Without these the form's pass does, after some seconds.
	if (!box || !window.Worker || !window.crypto || !crypto.subtle) return;
	const { form } = box, wait = form.querySelector("[data-sum-wait]"), challenge = JSON.parse(box.dataset.sum);
	const worker = new Worker("/sum.js");
	let pressed = false, done = false;
	const end = () => {
		done = true;
		worker.terminate();
		if (pressed) form.requestSubmit();
	};
	worker.onmessage = ({ data }) => {
		box.value = JSON.stringify({ challenge, solution: data });
		end();
	};
	worker.onerror = end;
	worker.postMessage(challenge);
	form.addEventListener("submit", (event) => {
		if (done) return;
		event.preventDefault();
		pressed = true;
		wait.hidden = false;
	});
})();
