import webpush from "web-push";

import { env } from "../env";

/** A browser as it gave itself to us. */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What the push service said instead of taking a message; `status` is 0 when it did not answer. */
export class PushRefusal extends Error {
  constructor(readonly status: number) {
    super(`push ${status}`);
    this.name = "PushRefusal";
  }
}

/** The push services of the browsers: Chrome and Edge, Firefox, Edge on Windows, Safari. Our server calls no other host that a browser names. */
const services = ["fcm.googleapis.com", ".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com"];
const ANSWER_MS = 15_000;
/** A message that a phone has not fetched in a day is not shown any more: it is in the app. */
const KEPT_SECONDS = 86_400;

/** Whether this installation can show news on phones. */
export function canPush(): boolean {
  const { PUSH_PUBLIC_KEY, PUSH_PRIVATE_KEY } = env();
  return PUSH_PUBLIC_KEY !== "" && PUSH_PRIVATE_KEY !== "";
}

/** Whether an address belongs to a push service: a browser may not send our server anywhere else. */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, hostname, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return false;
  if (env().PUSH_HOSTS.split(",").filter(Boolean).includes(host)) return true;
  return protocol === "https:" && host === hostname && services.some((service) => (service.startsWith(".") ? hostname.endsWith(service) : hostname === service));
}

/** Hands one message, encrypted for that browser alone (RFC 8291), to its push service. Rejects with a `PushRefusal`. */
export async function sendPush(target: PushTarget, payload: string, urgent = false): Promise<void> {
  if (!isPushService(target.endpoint)) throw new PushRefusal(410);
  const { PUSH_PUBLIC_KEY, PUSH_PRIVATE_KEY, PUBLIC_URL } = env();
  const { endpoint, headers, body } = webpush.generateRequestDetails({ endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } }, payload, {
    vapidDetails: { subject: PUBLIC_URL.startsWith("https:") ? PUBLIC_URL : "mailto:office@kingsgate.example", publicKey: PUSH_PUBLIC_KEY, privateKey: PUSH_PRIVATE_KEY }, TTL: KEPT_SECONDS, urgency: urgent ? "high" : "normal",
  });
  const answer = await fetch(endpoint, { method: "POST", headers: headers as Record<string, string>, body: new Uint8Array(body ?? []), redirect: "error", signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null);
  await answer?.body?.cancel();
  if (!answer?.ok) throw new PushRefusal(answer?.status ?? 0);
}
