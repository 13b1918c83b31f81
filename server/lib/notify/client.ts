import { NotifyClient } from "notifications-node-client";

import { env } from "../env";

export interface OutgoingText {
  phone: string;
  body: string;
  /** Our own name for it: asked for before it is sent again, so that a lost answer does not send it twice. */
  reference: string;
}

/** How a text message leaves: GOV.UK Notify, or the demo's stand-in, which speaks the same. */
export interface TextTransport {
  /** Resolves with the service's id when it has taken the message. Rejects with a `NotifyRefusal`. */
  send: (text: OutgoingText) => Promise<string>;
}

/** How a letter leaves: the service prints and posts a file that we made. */
export interface LetterTransport {
  /** Resolves with the service's id when it has taken the letter, now or at an earlier try. Rejects with a `NotifyRefusal`. */
  send: (letter: { file: Uint8Array; reference: string }) => Promise<string>;
  /** What has become of it, in the service's words. */
  status: (id: string) => Promise<string>;
}

/** What the service said instead of taking a message; `status` is 0 when it did not answer. */
export class NotifyRefusal extends Error {
  constructor(readonly status: number, readonly kind: string) {
    super(`notify ${status}`);
    this.name = "NotifyRefusal";
  }
}

const ANSWER_MS = 20_000;

/** Whether this installation can send text messages: it has a key and a template for them. */
export function canSendTexts(): boolean {
  const { NOTIFY_API_KEY, NOTIFY_TEXT_TEMPLATE } = env();
  return NOTIFY_API_KEY !== "" && NOTIFY_TEXT_TEMPLATE !== "";
}

/** Whether this installation can have letters posted. */
export function canPostLetters(): boolean {
  const { NOTIFY_API_KEY, NOTIFY_LETTERS } = env();
  return NOTIFY_API_KEY !== "" && NOTIFY_LETTERS === "1";
}

/** The client's error as ours: the service names its errors in a list. */
function refusalOf(error: unknown): NotifyRefusal {
  const response = (error as { response?: { status?: number; data?: { errors?: { error?: string }[] } } }).response;
  return new NotifyRefusal(response?.status ?? 0, response?.data?.errors?.[0]?.error ?? "no_answer");
}

/** An answer of the client's in time, or its refusal as ours. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, fail) => { timer = setTimeout(() => fail(new NotifyRefusal(0, "late")), ANSWER_MS); });
    return await Promise.race([answer, late]);
  } catch (error) {
    throw error instanceof NotifyRefusal ? error : refusalOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What we sent before under this name, if an answer was lost. */
async function sentBefore(client: NotifyClient, type: "sms" | "letter", reference: string): Promise<string | undefined> {
  const known = await inTime(client.getNotifications(type, undefined, reference));
  return (known.data as { notifications?: { id: string }[] }).notifications?.[0]?.id;
}

/** A connection to GOV.UK Notify for letters, which are files of ours: the service needs no template for them. Each is tried once. */
export function openLetters(settings: { url: string; key: string } = { url: env().NOTIFY_URL, key: env().NOTIFY_API_KEY }): LetterTransport {
  const client = new NotifyClient(settings.url, settings.key);
  return {
    send: async ({ file, reference }) => {
      const before = await sentBefore(client, "letter", reference);
      if (before) return before;
      const sent = await inTime(client.sendPrecompiledLetter(reference, Buffer.from(file), "second"));
      return (sent.data as { id: string }).id;
    },
    status: async (id) => String(((await inTime(client.getNotificationById(id))).data as { status?: string }).status ?? ""),
  };
}

/**
 * A connection to GOV.UK Notify with the keys of the environment. The template has one field, ((message)): the words are ours, in the
 * reader's language, and the service adds nothing to them. Each message is tried once: who sends it decides whether to try again.
 */
export function openTexts(settings: { url: string; key: string; template: string } = { url: env().NOTIFY_URL, key: env().NOTIFY_API_KEY, template: env().NOTIFY_TEXT_TEMPLATE }): TextTransport {
  const client = new NotifyClient(settings.url, settings.key);
  return {
    send: async ({ phone, body, reference }) => {
      const before = await sentBefore(client, "sms", reference);
      if (before) return before;
      const sent = await inTime(client.sendSms(settings.template, phone, { personalisation: { message: body }, reference }));
      return (sent.data as { id: string }).id;
    },
  };
}
