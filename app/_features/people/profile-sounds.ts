/** The address of a message's sound, by its key ("profile.questions.reading", "language.ur"), or undefined where nothing speaks it. */
export type SoundOf = (key: string) => string | undefined;

/** The sounds of the words that `languages.speech.words` found. */
export function soundsOf(found: Record<string, string>): SoundOf {
  return (key) => (Object.hasOwn(found, key) ? `/api/listen/${found[key]}` : undefined);
}
