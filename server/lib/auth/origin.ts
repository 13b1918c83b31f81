import { env } from "../env";
import { AppError } from "../errors";

/**
 * Throws unless a form was sent from one of our own pages. A browser writes Origin and Host by itself; another site cannot
 * change them. A request without Origin is refused: every browser that we serve sends it with a POST.
 */
export function requireOwnOrigin(headers: Pick<Headers, "get">): void {
  const origin = headers.get("origin");
  if (!origin || !URL.canParse(origin)) throw new AppError("not_allowed");
  const from = new URL(origin);
  if (from.origin === new URL(env().PUBLIC_URL).origin || from.host === headers.get("host")) return;
  throw new AppError("not_allowed");
}
