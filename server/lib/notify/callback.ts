import { sameSecret } from "../auth/tokens";
import { env } from "../env";
import { AppError } from "../errors";

/** The paths at which GOV.UK Notify tells us something. It is a program: what it may do rests on its token alone, never on a cookie. */
export const CALLBACKS: readonly string[] = ["/api/notify/receipts", "/api/notify/texts"];

/**
 * Refuses a call that does not carry the token of NOTIFY_CALLBACK_TOKEN; without one set, every call. Errors: not_found.
 * @param token what stands after "Bearer" in the call's Authorization
 */
export function requireCallbackToken(token: string): void {
  const own = env().NOTIFY_CALLBACK_TOKEN;
  if (own === "" || !sameSecret(token, own)) throw new AppError("not_found");
}
