/** Every way in which the application refuses. The interface has words for each in messages/<tag>/errors.json. */
export const errorCodes = [
  "not_found",
  "not_allowed",
  "sign_in_required",
  "second_factor_required",
  "invalid_input",
  "conflict",
  "expired",
  "rate_limited",
  "too_large",
  "unavailable",
  "unexpected",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A refusal with a code and, for the form that caused it, the fields and reasons (codes, never words). */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly fields: Record<string, string> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = "AppError";
  }
}
