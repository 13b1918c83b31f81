/** The W3C's parser and validator of WebVTT, as far as tests use it: it brings no types of its own. */
declare module "webvtt-parser" {
  interface Cue {
    startTime: number;
    endTime: number;
    text: string;
  }

  export class WebVTTParser {
    parse(text: string, kind: "captions" | "subtitles" | "metadata"): { cues: Cue[]; errors: { message: string; line: number }[] };
  }
}
