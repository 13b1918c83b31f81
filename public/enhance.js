// Kingsgate, AGPL-3.0-or-later: listening sentence by sentence, answering by voice. Every page works without it.
(() => {
	const root = document.querySelector("[data-listen]");
	const bar = root && root.querySelector("[data-player]");

	const listen = () => {
		const items = [...root.querySelectorAll("[data-say]")];
		const speech = window.speechSynthesis;
		const button = (name) => bar.querySelector(`[data-do=${name}]`);
		const status = bar.querySelector("[role=status]");
		const label = button("play").querySelector("span");
		const words = [label.textContent, button("play").dataset.pause];
		let at = 0, rate = 1, turn = 0, on = false, server = false, sound, ahead, patience;

		// A voice of this very language or none: a phone without one would read it in English.
		const voiceFor = (tag) => {
			const want = tag.toLowerCase().split("-");
			return speech && speech.getVoices().find((voice) => {
				const has = voice.lang.toLowerCase().split(/[-_]/);
				return has[0] === want[0] && (!want[1] || has.includes(want[1]));
			});
		};
		const wayOf = ({ dataset, lang }) => {
			if (!server && !/recorded|service/.test(dataset.voice) && voiceFor(lang)) return "browser";
			return dataset.say ? "file" : null;
		};
		const load = (url) => Object.assign(new Audio(url), { preload: "auto" });
		const show = (playing) => {
			on = playing;
			label.textContent = words[+on];
		};
		const quiet = () => {
			turn += 1;
			clearTimeout(patience);
			if (sound) sound.pause();
			if (speech) speech.cancel();
		};
		const halt = () => {
			quiet();
			show(false);
		};
		const say = () => {
			quiet();
			while (items[at] && !wayOf(items[at])) at += 1;
			const item = items[at], mine = turn;
			for (const each of items) each.toggleAttribute("data-now", each === item);
			show(!!item);
			if (!item) {
				at = 0;
				status.textContent = root.dataset.end;
				return;
			}
			item.scrollIntoView({ block: "nearest" });
			status.textContent = root.dataset.status.replace("%n", at + 1).replace("%t", items.length);
			const still = (deed) => () => mine === turn && deed();
			const next = still(() => { at += 1; say(); });
			const way = wayOf(item);
			button("server").hidden = way !== "browser";
			if (way === "browser") {
				const told = new SpeechSynthesisUtterance(item.textContent);
				told.voice = voiceFor(item.lang);
				told.lang = told.voice.lang;
				told.rate = rate;
				told.onstart = () => clearTimeout(patience);
				told.onend = next;
				told.onerror = still(useServer);
				patience = setTimeout(still(useServer), 4000);
				speech.speak(told);
				return;
			}
			const url = item.dataset.say, after = items[at + 1];
			sound = ahead && ahead.getAttribute("src") === url ? ahead : load(url);
			sound.playbackRate = rate;
			sound.onended = sound.onerror = next;
			sound.play().catch(still(halt));
			ahead = after && wayOf(after) === "file" && load(after.dataset.say);
		};
		const useServer = () => {
			server = true;
			say();
		};
		const deeds = {
			play: () => (on ? halt() : say()),
			again: say,
			slower: () => {
				rate = rate === 1 ? 0.75 : 1;
				button("slower").setAttribute("aria-pressed", rate !== 1);
				if (sound) sound.playbackRate = rate;
				if (on && !server && speech && speech.speaking) say();
			},
			server: useServer,
		};
		for (const name in deeds) button(name).addEventListener("click", deeds[name]);
		// A block's own player takes over.
		root.addEventListener("play", halt, true);
		window.addEventListener("pagehide", halt);
		if (speech) speech.getVoices();
		bar.hidden = false;
	};

	const record = (box) => {
		const input = box.closest("form").querySelector("input[type=file]");
		const press = box.querySelector("button"), heard = box.querySelector("audio"), label = press.querySelector("span");
		const start = label.textContent;
		let recorder;
		if (!window.MediaRecorder || !window.DataTransfer || !navigator.mediaDevices) return;
		const mimeType = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg"].find((type) => MediaRecorder.isTypeSupported(type));
		box.hidden = false;
		press.addEventListener("click", async () => {
			if (recorder) return recorder.stop();
			try {
				const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
				const pieces = [];
				recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32000 });
				const end = setTimeout(() => recorder.stop(), box.dataset.seconds * 1000);
				recorder.ondataavailable = ({ data }) => pieces.push(data);
				recorder.onstop = () => {
					clearTimeout(end);
					for (const track of stream.getTracks()) track.stop();
					const files = new DataTransfer();
					files.items.add(new File(pieces, "voice", { type: mimeType }));
					input.files = files.files;
					heard.src = URL.createObjectURL(input.files[0]);
					heard.hidden = false;
					recorder = null;
					label.textContent = start;
				};
				recorder.start(1000);
				label.textContent = box.dataset.stop;
			} catch {
				box.hidden = true;
			}
		});
	};

	if (bar) listen();
	document.querySelectorAll("[data-record]").forEach(record);
})();
