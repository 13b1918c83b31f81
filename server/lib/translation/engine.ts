/** The outside services that Kingsgate can ask for a first draft. "none" is the default and is not in this list. */
export const engineNames = ["deepl", "libretranslate", "chat"] as const;
export type EngineName = (typeof engineNames)[number];

/** Ways in which a service fails. The first five are worth another try later. */
export type FaultCode = "busy" | "overloaded" | "timeout" | "unreachable" | "quota" | "refused" | "bad_request" | "malformed";

/** A failed call. Holds a code and, where the service said so, how long to wait; never what was sent. */
export class EngineFault extends Error {
  constructor(
    readonly code: FaultCode,
    /** Seconds that the service asked us to wait. */
    readonly retryAfter: number | null = null,
  ) {
    super(code);
    this.name = "EngineFault";
  }
}

/** What a service says it can do, in its own codes. */
export interface EngineLanguages {
  sources: string[];
  targets: string[];
  /** Languages into which it can follow a glossary. */
  glossary: string[];
}

export interface GlossaryPair {
  term: string;
  wanted: string;
}

export interface TranslateRequest {
  /** Sentences in which {1}, {2} … stand for what is locked away. Literal braces do not occur. */
  texts: string[];
  /** Our tags, and the service's codes for them (see codes.ts). */
  from: { tag: string; code: string };
  to: { tag: string; code: string };
  glossary: GlossaryPair[];
  /** The id that `keepGlossary` gave for these pairs, for services that keep glossaries. */
  glossaryId?: string;
  signal?: AbortSignal;
}

/** One outside service. Every method throws EngineFault and nothing else. */
export interface Engine {
  readonly name: EngineName;
  /** The host that sentences would go to; shown at set-up. */
  readonly host: string;
  languages: (signal?: AbortSignal) => Promise<EngineLanguages>;
  /** As many sentences as were given, in the same order, placeholders as {1}, {2} … as the service left them. */
  translate: (request: TranslateRequest) => Promise<string[]>;
  /** Keeps a glossary at the service and answers its id; not there where a service has none. */
  keepGlossary?: (from: string, to: string, pairs: GlossaryPair[]) => Promise<string>;
  dropGlossary?: (id: string) => Promise<void>;
}

/** Where a service is and with what it is asked; from the environment only. */
export interface EngineSettings {
  url: string;
  key: string;
  /** The model of a chat service. */
  model: string;
  /** Milliseconds to wait for an answer. */
  timeout: number;
}
