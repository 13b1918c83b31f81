import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, afterEach, describe, expect, it } from "vitest";

import { languages, otherLanguages } from "../i18n/languages";
import { findEspeakProgram, speakEspeak, WASM_VERSION } from "./espeak";
import { audioSeconds, sniffAudio } from "./media";
import { askSpeechService, type SpeechService, speechService, serviceVoice } from "./service";
import { computerEngine, speak } from "./speak";
import { closeSpeechThread, runSpeechThread } from "./thread";
import { hasComputerVoice, normaliseSpoken } from "./voices";

const folder = mkdtempSync(path.join(tmpdir(), "kingsgate-speech-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closeSpeechThread();
});

/** A second of a tone as WAV; as a program writes it to a pipe, its sizes are not filled in. */
function tone(piped = false): Buffer {
  const samples = 22_050;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(piped ? 0x7ffff024 : 36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(22_050, 24);
  wav.writeUInt32LE(44_100, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(piped ? 0x7ffff000 : samples * 2, 40);
  for (let n = 0; n < samples; n += 1) wav.writeInt16LE(Math.round(Math.sin(n / 10) * 8000), 44 + n * 2);
  return wav;
}

describe("the WebAssembly voice", () => {
  it.each([
    ["en", "Zara reads with expression and asks good questions."],
    ["ur", "زارا جذبے کے ساتھ پڑھتی ہے۔"],
    ["pl", "Zara czyta z wyrazem i zadaje mądre pytania."],
    ["pa", "ਜ਼ਾਰਾ ਚੰਗੀ ਤਰ੍ਹਾਂ ਪੜ੍ਹਦੀ ਹੈ।"],
    ["zh-Hans", "她喜欢读书。"],
  ])("speaks %s as MP3 that any phone plays", async (language, text) => {
    const { mp3, milliseconds, version } = await speakEspeak(language, text, null);
    expect(version).toBe(WASM_VERSION);
    expect(sniffAudio(mp3)).toBe("audio/mpeg");
    expect(milliseconds).toBeGreaterThan(700);
    expect(Math.abs((audioSeconds(mp3) ?? 0) - milliseconds / 1000)).toBeLessThan(0.3);
    expect(mp3.length).toBeLessThan(milliseconds * 4);
  }, 60_000);

  it("says the same by the file of its voice as by the name of it", async () => {
    // A new thread knows the file of no voice before it has spoken.
    await closeSpeechThread();
    for (const tag of ["en", "pl", "pt-BR", "fr"]) {
      const [byName, byFile] = [await speakEspeak(tag, "Zara 2026", null), await speakEspeak(tag, "Zara 2026", null)];
      expect(byFile.mp3.equals(byName.mp3), tag).toBe(true);
    }
  }, 120_000);

  it("says each sentence as if it were its first, whatever it said, or could not say, before", async () => {
    const say = async (voice: string, text: string) => (await runSpeechThread({ text, voice, speed: 145 })).mp3;
    const sentences = [["en-gb", "Zara sings."], ["ur", "زارا گاتی ہے۔"], ["en-gb", "She has read nine books this term, and the longest of them twice over."], ["pl", "Zara śpiewa."]] as const;
    const first: Buffer[] = [];
    for (const [voice, text] of sentences) {
      await closeSpeechThread();
      first.push(await say(voice, text));
    }
    // The control: they are not all alike.
    expect(new Set(first.map((mp3) => mp3.toString("latin1"))).size).toBe(sentences.length);
    for (const n of [2, 0, 1, 3, 0]) {
      expect((await say(sentences[n]?.[0] ?? "", sentences[n]?.[1] ?? "")).equals(first[n] ?? Buffer.alloc(0)), String(n)).toBe(true);
      if (n === 1) await expect(say("so", "Zara")).rejects.toMatchObject({ code: "no_voice" });
    }
  }, 60_000);

  it("takes words for words: nothing in a sentence is a command", async () => {
    const { mp3 } = await speakEspeak("en", "-w /tmp/elsewhere.wav --voices", null);
    expect(sniffAudio(mp3)).toBe("audio/mpeg");
  }, 60_000);

  it.each(["so", "ps", "ckb", "ti", "syl", "phr", "pa-Arab", "rom", "xx", "constructor"])("has no voice for %s, and takes no other language's", async (language) => {
    expect(hasComputerVoice(language)).toBe(false);
    await expect(speakEspeak(language, "Zara reads.", null)).rejects.toMatchObject({ code: "no_voice" });
    expect(await speak(language, "Zara reads.", false)).toBeNull();
  });

  it("has its own voice for each language that is listed: the voice itself says so", async () => {
    await expect(runSpeechThread({ text: "a", voice: "so", speed: 145 })).rejects.toMatchObject({ code: "no_voice" });
    const spoken = [...languages, ...otherLanguages].filter(({ tag }) => hasComputerVoice(tag)).map(({ tag }) => tag);
    expect(spoken).toEqual(expect.arrayContaining(["en", "pl", "ro", "ur", "ar", "bn", "pa"]));
    for (const tag of spoken) expect(sniffAudio((await speakEspeak(tag, "2026", null)).mp3), tag).toBe("audio/mpeg");
  }, 120_000);
});

describe("the program", () => {
  /** A stand-in with espeak-ng's way of being called; the real one is not on every machine. */
  const program = (body: string) => {
    const bin = mkdtempSync(path.join(folder, "bin-"));
    const file = path.join(bin, "espeak-ng");
    writeFileSync(file, `#!/bin/sh\nif [ "$1" = --version ]; then echo "eSpeak NG text-to-speech: 1.51  Data at: /usr"; exit 0; fi\n${body}\n`);
    chmodSync(file, 0o755);
    return bin;
  };

  it("is found on the path with its version, and only if it runs", async () => {
    const bin = program("cat > /dev/null");
    expect(await findEspeakProgram(`/nowhere${path.delimiter}${bin}`)).toEqual({ file: path.join(bin, "espeak-ng"), version: "1.51" });
    chmodSync(path.join(bin, "espeak-ng"), 0o644);
    expect(await findEspeakProgram(bin)).toBeNull();
  });

  it("gets its words by stdin, and what it writes to the pipe becomes MP3", async () => {
    const wav = path.join(folder, "said.wav");
    writeFileSync(wav, tone(true));
    const bin = program(`cat > "${folder}/words"; echo "$@" > "${folder}/arguments"; cat "${wav}"`);
    const { mp3, version } = await speakEspeak("ur", "زارا; rm -rf", await findEspeakProgram(bin));
    expect(version).toBe("1.51");
    expect(Math.abs((audioSeconds(mp3) ?? 0) - 1)).toBeLessThan(0.2);
    const { readFileSync } = await import("node:fs");
    expect(readFileSync(path.join(folder, "words"), "utf8")).toBe("زارا; rm -rf");
    expect(readFileSync(path.join(folder, "arguments"), "utf8")).toBe("-v ur -s 145 -b 1 --stdin --stdout\n");
  });

  it("that fails gives way to the package; Chinese, which it spells out in English, never goes to it", async () => {
    const broken = await findEspeakProgram(program("exit 3"));
    expect((await speakEspeak("ur", "زارا", broken)).version).toBe(WASM_VERSION);
    const working = await findEspeakProgram(program(`touch "${folder}/was-called"; cat > /dev/null; exit 1`));
    expect((await speakEspeak("zh-Hans", "她喜欢读书。", working)).version).toBe(WASM_VERSION);
    const { existsSync } = await import("node:fs");
    expect(existsSync(path.join(folder, "was-called"))).toBe(false);
  }, 60_000);
});

describe("a voice service", () => {
  let server: Server | undefined;
  const asked: { body: Record<string, string>; authorization?: string }[] = [];
  afterEach(() => {
    server?.close();
    for (const name of Object.keys(process.env)) if (name.startsWith("SPEECH_SERVICE_")) delete process.env[name];
    asked.length = 0;
  });
  const serve = async (answer: (respond: (status: number, body: Buffer | string, type?: string) => void) => void): Promise<SpeechService> => {
    server = createServer((req, res) => {
      let text = "";
      req.on("data", (piece) => (text += piece)).on("end", () => {
        asked.push({ body: JSON.parse(text) as Record<string, string>, authorization: req.headers.authorization });
        answer((status, body, type = "audio/mpeg") => res.writeHead(status, { "content-type": type }).end(body));
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/audio/speech`;
    Object.assign(process.env, { SPEECH_SERVICE_URL: url, SPEECH_SERVICE_VOICES: "ur=sana, so=hodan", SPEECH_SERVICE_KEY: "k" });
    return speechService() as SpeechService;
  };

  it("is off unless the school sets it up, and gets only what it may have", async () => {
    expect(speechService({})).toBeNull();
    const service = speechService({ SPEECH_SERVICE_URL: "http://x", SPEECH_SERVICE_VOICES: "ur=sana,broken,so=" });
    expect(service?.voices).toEqual({ ur: "sana" });
    expect(serviceVoice(service, "ur", false)).toBe("sana");
    expect(serviceVoice(service, "ur", true)).toBeNull();
    expect(serviceVoice(service && { ...service, sendsNames: true }, "ur", true)).toBe("sana");
    expect(serviceVoice(service, "en", false)).toBeNull();
  });

  it("speaks before espeak-ng does, and in a language that has no other voice", async () => {
    const { mp3 } = await runSpeechThread({ wav: tone() });
    await serve((respond) => respond(200, mp3));
    expect(computerEngine("so", false)).toBe("service");
    expect(await speak("so", "Soo dhowow.", false)).toMatchObject({ engine: "service", voice: "hodan" });
    expect(asked).toEqual([{ authorization: "Bearer k", body: { model: "tts-1", voice: "hodan", input: "Soo dhowow.", response_format: "mp3" } }]);
    expect(await speak("ur", "زارا", true)).toMatchObject({ engine: "espeak" });
    expect(asked).toHaveLength(1);
  }, 60_000);

  it.each([
    ["refuses", 401, "no", "text/plain"], ["is full", 429, "", "text/plain"], ["breaks", 500, "", "text/html"], ["answers with a page", 200, "<html>hello, who are you?</html>", "audio/mpeg"],
    ["answers with nothing", 200, "", "audio/mpeg"],
  ])("that %s gives way to espeak-ng, and to nothing where there is none", async (_, status, body, type) => {
    const service = await serve((respond) => respond(status, body, type));
    await expect(askSpeechService(service, "sana", "x")).rejects.toMatchObject({ code: "refused" });
    expect(await speak("ur", "زارا", false)).toMatchObject({ engine: "espeak" });
    await expect(speak("so", "Soo dhowow.", false)).rejects.toMatchObject({ code: "refused" });
  }, 60_000);

  it("that hangs, or never ends, is given up", async () => {
    const slow = await serve(() => undefined);
    await expect(askSpeechService(slow, "sana", "x", 100)).rejects.toMatchObject({ code: "timeout" });
    server?.closeAllConnections();
    const endless = await serve((respond) => respond(200, Buffer.alloc(3_500_000, 0xff)));
    await expect(askSpeechService(endless, "sana", "x")).rejects.toMatchObject({ code: "too_large" });
    server?.close();
    await expect(askSpeechService({ ...endless, url: "http://127.0.0.1:9/" }, "sana", "x")).rejects.toMatchObject({ code: "failed" });
  });
});

describe("a sentence as it is spoken", () => {
  it("has no marks of direction, no stray space, one form of its letters and an end", () => {
    expect(normaliseSpoken("\u2068Zara\u2069  reads\n well\u200f. ")).toBe("Zara reads well.");
    expect(normaliseSpoken("e\u0301")).toBe("é");
    expect(normaliseSpoken("word ".repeat(400)).length).toBeLessThanOrEqual(800);
    expect(normaliseSpoken("x".repeat(2000))).toHaveLength(800);
  });
});
