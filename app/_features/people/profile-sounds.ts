import { readdirSync } from "node:fs";
import path from "node:path";

/** The recording of a message in a language, or undefined. The slot that every part of the journey is given: pages choose who fills it. */
export type SoundOf = (key: string) => string | undefined;

const listed = new Map<string, ReadonlySet<string>>();

function filesOf(folder: string): ReadonlySet<string> {
  const known = listed.get(folder);
  if (known) return known;
  let names: string[] = [];
  try {
    names = readdirSync(folder).filter((name) => /\.(mp3|ogg|m4a)$/.test(name));
  } catch {
    // No folder: nobody has recorded this language yet.
  }
  const files = new Set(names);
  listed.set(folder, files);
  return files;
}

/**
 * Recordings that lie in public/sounds/<tag>/ under the message's key, such as profile.questions.reading.mp3; a language's own
 * name is language.<tag>.mp3 in the folder of that language. Read once a process.
 */
export function soundsOf(tag: string, root = path.join(process.cwd(), "public")): SoundOf {
  const files = filesOf(path.join(root, "sounds", tag));
  return (key) => {
    const name = ["mp3", "ogg", "m4a"].map((ending) => `${key}.${ending}`).find((each) => files.has(each));
    return name ? `/sounds/${tag}/${name}` : undefined;
  };
}
