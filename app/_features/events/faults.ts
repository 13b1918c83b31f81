import type { Flash } from "@/app/_trpc/flash";
import type { AppError } from "@/server/lib/errors";

/** What a refusal means to a family that said or wrote something on the page of its place. What it typed comes back. */
export function notSaid(error: AppError, typed: Record<string, string>): Flash {
  if (error.fields.voice) return { tone: "stop", namespace: "listen.errors", message: error.fields.voice, fields: { voice: error.fields.voice }, values: { said: "1", ...typed } };
  if (error.code === "conflict") return { tone: "stop", namespace: "events", message: "errors.moved" };
  return error.code === "invalid_input" ? { tone: "stop", namespace: "events", message: "errors.check", values: { said: "1", ...typed } } : { tone: "stop", message: error.code };
}
