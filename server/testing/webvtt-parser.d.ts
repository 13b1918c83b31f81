/** The W3C's parser and validator of WebVTT, as far as tests use it: it brings no types of its own. */
declare module "webvtt-parser" {
  interface Parser {
    parse(text: string, kind: "captions" | "subtitles" | "metadata"): { cues: { startTime: number; endTime: number; text: string }[]; errors: { message: string; line: number }[] };
  }

  const webvtt: { WebVTTParser: new () => Parser };
  export default webvtt;
}
