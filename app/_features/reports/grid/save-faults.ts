import type { SaveFault } from "./save-queue";

const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {});

/** What a failed call means for what was to be saved. An answer that is none of ours counts as no connection. */
export function faultOf(error: unknown): SaveFault {
  const { app, fields } = record(record(error).data);
  const reasons = record(fields);
  const reason = Object.values(reasons).find((value): value is string => typeof value === "string");
  if (app === "sign_in_required" || app === "second_factor_required") return { kind: "signed_out" };
  if (app === "conflict") return "version" in reasons ? { kind: "connection" } : { kind: "locked", reason };
  if (app === "invalid_input" || app === "not_found" || app === "not_allowed" || app === "too_large") return { kind: "refused", reason };
  return { kind: "connection" };
}
