import "server-only";

import { notFound, redirect } from "next/navigation";

import { AppError } from "@/server/lib/errors";
import { toAppError } from "@/server/lib/trpc/base";

/**
 * Waits for a procedure's answer on behalf of a page. Whoever is not signed in is sent to sign in and comes back to `path`;
 * what is not there, or not theirs to know, is the same "not found". Other faults go on to the error page.
 */
export async function orRedirect<T>(locale: string, path: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "sign_in_required") redirect(`/${locale}/sign-in?next=${encodeURIComponent(path)}`);
    if (code === "second_factor_required") redirect(`/${locale}/staff/second-factor?next=${encodeURIComponent(path)}`);
    if (code === "not_found" || code === "not_allowed" || code === "invalid_input") notFound();
    throw error;
  }
}

/** What a form's action does with a refusal: the code to show and the fields at fault. Redirects pass through untouched. */
export async function orRefusal<T>(answer: Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: AppError }> {
  try {
    return { ok: true, value: await answer };
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    return { ok: false, error: refusal };
  }
}
