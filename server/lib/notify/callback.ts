import { sameSecret } from "../auth/tokens";
import { env } from "../env";
import { AppError } from "../errors";

/** The paths at which GOV.UK Notify or the school's mail server tells us something. They are programs: what they may do rests on their token alone, never on a cookie. */
export const CALLBACKS: readonly string[] = ["/api/notify/receipts", "/api/notify/texts", "/api/mail/inbound"];

/** The same for the mail server that hands mails to us: the token of MAIL_CALLBACK_TOKEN. Errors: not_found. */
export function requireMailToken(token: string): void {
  const own = env().MAIL_CALLBACK_TOKEN;
  if (own === "" || !sameSecret(token, own)) throw new AppError("not_found");
}

/**
 * Refuses a call that does not carry the token of NOTIFY_CALLBACK_TOKEN; without one set, every call. Errors: not_found.
 * @param token what stands after "Bearer" in the call's Authorization
 */
export function requireCallbackToken(token: string): void {
  const own = env().NOTIFY_CALLBACK_TOKEN;
  if (own === "" || !sameSecret(token, own)) throw new AppError("not_found");
}
