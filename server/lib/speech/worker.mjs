// Runs in a worker thread: the WebAssembly voice (a thirtieth of a second a sentence, a tenth for the first) and the MP3 encoder would stop the server for
// their time. Plain JavaScript, so that it starts the same way under tsx, in the built server and in tests.
// espeak-ng is GPL-3.0-or-later, which goes with the AGPL of this server; it is never sent to a browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

const require = createRequire(import.meta.url);
/** Kilobits a second. Speech of one voice: 3 KB a second, which an old phone on little data can afford. */
const BITRATE = 24;

// The package asks its own disk for hundreds of files that are not there, and each "no such file" is an error whose stack was written out: a third of a sentence's time.
Error.stackTraceLimit = 0;

/** Where the package keeps what it knows of each voice: a file, most of them in a folder a family of languages. */
const VOICES = "/usr/local/share/espeak-ng-data/lang";

let espeak;
let encoder;
/** The file of each voice that has spoken. By its name alone a voice is looked for in all hundred and thirty of them, at every sentence. */
const files = new Map();

/**
 * The program, started but not yet run, and its memory as it stands then. Its main() can run once; with the memory put back it does not
 * know that it ran, which takes a tenth of the time of starting it anew with its hundreds of files.
 */
async function openEspeak() {
  const file = require.resolve("espeak-ng");
  const [{ default: start }, module] = await Promise.all([import("espeak-ng"), WebAssembly.compile(readFileSync(file.replace(/\.js$/, ".wasm")))]);
  const opened = { faults: [] };
  opened.disk = (await start({
    noInitialRun: true,
    noExitRuntime: true,
    print: () => undefined,
    printErr: (line) => opened.faults.push(line),
    instantiateWasm: (imports, done) => {
      WebAssembly.instantiate(module, imports).then((instance) => {
        opened.inside = instance.exports;
        done(instance, module);
      });
      return {};
    },
  })).FS;
  opened.memory = new Uint8Array(opened.inside.memory.buffer).slice();
  opened.stack = opened.inside.stackSave();
  return opened;
}

/** Runs the program as from a command line, once more from its beginning. */
function runEspeak({ inside, disk, memory, stack }, words) {
  const all = new Uint8Array(inside.memory.buffer);
  all.set(memory);
  all.fill(0, memory.length);
  inside.stackRestore(stack);
  const write = (bytes) => {
    const at = inside.stackAlloc(bytes.byteLength);
    new Uint8Array(inside.memory.buffer).set(bytes, at);
    return at;
  };
  const list = Uint32Array.from([...words.map((word) => write(Buffer.from(`${word}\0`))), 0]);
  try {
    inside.__main_argc_argv(words.length, write(new Uint8Array(list.buffer)));
    inside.fflush(0);
  } catch (error) {
    if (error?.name !== "ExitStatus") throw error;
  } finally {
    for (const stream of disk.streams.slice(3)) if (stream) disk.close(stream);
  }
}

/** The file that bears a voice's name, or that says first of all that it speaks the language of that name; without one, the name. */
function findVoice(disk, voice) {
  const names = (folder) => disk.readdir(folder).filter((name) => !name.startsWith("."));
  const paths = names(VOICES).flatMap((name) => (disk.isDir(disk.stat(`${VOICES}/${name}`).mode) ? names(`${VOICES}/${name}`).map((each) => `${name}/${each}`) : [name]));
  const speaks = (path) => /^language\s+(\S+)/m.exec(disk.readFile(`${VOICES}/${path}`, { encoding: "utf8" }))?.[1] === voice;
  return paths.find((path) => path.split("/").at(-1) === voice) ?? paths.find(speaks) ?? voice;
}

async function speak({ text, voice, speed }) {
  // One that could not be started is tried again with the next sentence.
  espeak ??= openEspeak().catch((error) => {
    espeak = undefined;
    throw error;
  });
  const program = await espeak;
  const { disk, faults } = program;
  faults.length = 0;
  if (disk.analyzePath("/said.wav").exists) disk.unlink("/said.wav");
  disk.writeFile("/words.txt", text);
  try {
    runEspeak(program, ["espeak-ng", "-v", files.get(voice) ?? voice, "-s", String(speed), "-b", "1", "-w", "/said.wav", "-f", "/words.txt"]);
    const said = disk.readFile("/said.wav");
    if (!files.has(voice)) files.set(voice, findVoice(disk, voice));
    return said;
  } catch {
    espeak = undefined; // whatever it was, the next sentence begins with a program that knows nothing of it
    throw new Error(faults.some((line) => line.includes("voice does not exist")) ? "no_voice" : "failed");
  }
}

/** The samples of a WAV file (PCM, 16 bits); a program that writes to a pipe leaves the sizes in the head unfilled. */
function readWav(bytes) {
  const wav = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (wav.length < 44 || wav.toString("latin1", 0, 4) !== "RIFF" || wav.toString("latin1", 8, 12) !== "WAVE") throw new Error("no_wav");
  let format;
  for (let at = 12; at + 8 <= wav.length; ) {
    const [name, size] = [wav.toString("latin1", at, at + 4), wav.readUInt32LE(at + 4)];
    const from = at + 8;
    if (name === "fmt " && from + 16 <= wav.length) format = { kind: wav.readUInt16LE(from), channels: wav.readUInt16LE(from + 2), rate: wav.readUInt32LE(from + 4), bits: wav.readUInt16LE(from + 14) };
    if (name === "data") {
      if (!format || format.kind !== 1 || format.bits !== 16 || format.channels < 1 || format.channels > 2) throw new Error("no_wav");
      const end = Math.min(wav.length, from + size);
      const frames = Math.floor((end - from) / (2 * format.channels));
      const samples = new Float32Array(frames);
      for (let n = 0; n < frames; n += 1) samples[n] = wav.readInt16LE(from + n * 2 * format.channels) / 32768;
      return { samples, rate: format.rate };
    }
    at = from + size + (size % 2);
  }
  throw new Error("no_wav");
}

async function encode(bytes) {
  const { samples, rate } = readWav(bytes);
  encoder ??= import("wasm-media-encoders").then(({ createMp3Encoder }) => createMp3Encoder());
  const mp3 = await encoder;
  mp3.configure({ sampleRate: rate, channels: 1, bitrate: BITRATE, outputSampleRate: 22050 });
  const parts = [Buffer.from(mp3.encode([samples])), Buffer.from(mp3.finalize())];
  return { mp3: Uint8Array.from(Buffer.concat(parts)), milliseconds: Math.round((samples.length / rate) * 1000) };
}

// One at a time: the encoder keeps what it was given between two calls.
let last = Promise.resolve();
parentPort.on("message", (job) => {
  last = last.then(async () => {
    try {
      const { mp3, milliseconds } = await encode(job.wav ?? (await speak(job)));
      parentPort.postMessage({ id: job.id, mp3, milliseconds }, [mp3.buffer]);
    } catch (error) {
      const known = ["no_voice", "no_wav"].includes(error?.message);
      parentPort.postMessage({ id: job.id, refused: known ? error.message : "failed" });
    }
  });
});
