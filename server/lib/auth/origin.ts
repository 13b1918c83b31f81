import { env } from "../env";
import { AppError } from "../errors";

/**
 * Whether a form was sent from one of our own pages. A browser writes Origin and Host by itself; another site cannot
 * change them. A request without Origin is refused: every browser that we serve sends it with a POST.
 */
export function isOwnOrigin(headers: Pick<Headers, "get">): boolean {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(env().PUBLIC_URL).origin || from.host === headers.get("host");
}

/** Throws not_allowed unless a form was sent from one of our own pages. */
export function requireOwnOrigin(headers: Pick<Headers, "get">): void {
  if (!isOwnOrigin(headers)) throw new AppError("not_allowed");
}
