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

/** The client's error as ours: the service names its errors in a list. */
function refusalOf(error: unknown): NotifyRefusal {
  const response = (error as { response?: { status?: number; data?: { errors?: { error?: string }[] } } }).response;
  return new NotifyRefusal(response?.status ?? 0, response?.data?.errors?.[0]?.error ?? "no_answer");
}

/**
 * A connection to GOV.UK Notify with the keys of the environment. The template has one field, ((message)): the words are ours, in the
 * reader's language, and the service adds nothing to them. Each message is tried once: who sends it decides whether to try again.
 */
export function openTexts(settings: { url: string; key: string; template: string } = { url: env().NOTIFY_URL, key: env().NOTIFY_API_KEY, template: env().NOTIFY_TEXT_TEMPLATE }): TextTransport {
  const client = new NotifyClient(settings.url, settings.key);
  const inTime = async <T>(answer: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, fail) => { timer = setTimeout(() => fail(new NotifyRefusal(0, "late")), ANSWER_MS); });
      return await Promise.race([answer, late]);
    } catch (error) {
      throw error instanceof NotifyRefusal ? error : refusalOf(error);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    send: async ({ phone, body, reference }) => {
      const known = await inTime(client.getNotifications("sms", undefined, reference));
      const before = (known.data as { notifications?: { id: string }[] }).notifications?.[0];
      if (before) return before.id;
      const sent = await inTime(client.sendSms(settings.template, phone, { personalisation: { message: body }, reference }));
      return (sent.data as { id: string }).id;
    },
  };
}
