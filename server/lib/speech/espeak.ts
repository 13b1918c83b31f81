import { execFile, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

import { SpeechError } from "./errors";
import { runSpeechThread, type Spoken } from "./thread";
import { espeakVoice, SPEED } from "./voices";

/** The WebAssembly package's own release, for the key of what it spoke. */
export const WASM_VERSION = "wasm-1.0.2";
const PATIENCE_MS = 20_000;
const LARGEST_WAV = 40_000_000;

export interface EspeakProgram {
  file: string;
  version: string;
}

/** The program on this PATH, if there is one that runs. */
export async function findEspeakProgram(searched = process.env.PATH ?? ""): Promise<EspeakProgram | null> {
  for (const folder of searched.split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, "espeak-ng");
    try {
      accessSync(file, constants.X_OK);
      if (!statSync(file).isFile()) continue;
    } catch {
      continue;
    }
    const said = await new Promise<string>((resolve) => execFile(file, ["--version"], { timeout: 5_000 }, (error, out) => resolve(error ? "" : out)));
    const version = /(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1];
    if (version) return { file, version };
  }
  return null;
}

let found: Promise<EspeakProgram | null> | undefined;

/** The program of this machine, looked for once a process. */
function ownProgram(): Promise<EspeakProgram | null> {
  found ??= findEspeakProgram();
  return found;
}

/** Runs the program: words go in by stdin, never as an argument, and a WAV file comes out. */
function runProgram(file: string, voice: string, text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, ["-v", voice, "-s", String(SPEED), "-b", "1", "--stdin", "--stdout"], { stdio: ["pipe", "pipe", "ignore"] });
    const pieces: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    child.stdout.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size > LARGEST_WAV) child.kill("SIGKILL");
      else pieces.push(piece);
    });
    child.stdin.on("error", () => undefined);
    child.on("error", () => (clearTimeout(timer), reject(new SpeechError("failed"))));
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0 && size > 44) resolve(Buffer.concat(pieces));
      else reject(new SpeechError("failed"));
    });
    child.stdin.end(text);
  });
}

export interface EspeakSpoken extends Spoken {
  voice: string;
  version: string;
}

/**
 * Speaks a sentence with espeak-ng: Debian's program when this machine has it, else the WebAssembly package.
 * Errors: SpeechError no_voice for a language that it does not speak, failed, timeout.
 * @param program the program to use; null for the package, left out for what this machine has
 */
export async function speakEspeak(language: string, text: string, program?: EspeakProgram | null): Promise<EspeakSpoken> {
  const known = espeakVoice(language);
  if (!known) throw new SpeechError("no_voice");
  const found = known.wasmOnly ? null : program === undefined ? await ownProgram() : program;
  if (found) {
    try {
      const wav = await runProgram(found.file, known.voice, text);
      return { ...(await runSpeechThread({ wav })), voice: known.voice, version: found.version };
    } catch {
      // The package below speaks the same language: a broken program keeps nobody from listening.
    }
  }
  return { ...(await runSpeechThread({ text, voice: known.voice, speed: SPEED })), voice: known.voice, version: WASM_VERSION };
}
