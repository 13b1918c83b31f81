import { seeOther } from "@/app/api/see-other";
import { type Flash, leaveFlash } from "@/app/_trpc/flash";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import type { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

/** A page without its language, and what stands behind it in the address: "?show=all", "#main". */
export interface Place {
  path: string;
  rest?: string;
}

/** The text fields of a form, by name; one that is empty or not there is undefined. */
export type Field = (name: string) => string | undefined;

interface FormDoor<F extends { fields: Map<string, string> }> {
  /** Reads it piece by piece, up to its limits. */
  read: (request: Request) => Promise<F>;
  /** Where the form stands: there its sender comes back to when something was wrong. */
  from: (field: Field) => Place;
  /** Carries it out, and says where its sender goes then and what stands there. */
  send: (form: F & { field: Field; tag: string }) => Promise<Place & { flash?: Flash }>;
  /** What a refusal says, and what was typed. */
  refused: (refusal: AppError, field: Field, fields: ReadonlyMap<string, string>) => Flash;
  /** What is not there is said on the form's page, and is no page of its own. */
  saysMissing?: boolean;
}

/** The text fields of a form whose file was refused: they came before it and are not lost. */
const fieldsOf = (error: unknown): Map<string, string> | null =>
  (typeof error === "object" && error !== null && "formFields" in error && error.formFields instanceof Map ? error.formFields as Map<string, string> : null);

/**
 * Takes a form that is one of its own and no server action, because files are read piece by piece up to their limit. Then 303: to where `send` says;
 * to sign in, and back; or to the form with what was typed. What is not there, or not theirs, is 404. A form of another site's is 403.
 */
export async function takeForm<F extends { fields: Map<string, string> }>(request: Request, { read, from, send, refused, saysMissing = false }: FormDoor<F>): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let fields = new Map<string, string>();
  const field: Field = (name) => fields.get(name) || undefined;
  const tag = () => pageLanguage(field("locale")).tag;
  const goTo = ({ path, rest = "" }: Place) => seeOther(`/${tag()}${path}${rest}`);
  try {
    const form = await read(request);
    fields = form.fields;
    const { flash, ...place } = await send({ ...form, field, tag: tag() });
    if (flash) await leaveFlash(place.path, flash);
    return goTo(place);
  } catch (error) {
    fields = fieldsOf(error) ?? fields;
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    const place = from(field);
    const next = `?next=${encodeURIComponent(place.path)}`;
    if (refusal.code === "second_factor_required" && place.path.startsWith("/staff")) return goTo({ path: "/staff/second-factor", rest: next });
    if (refusal.code === "sign_in_required" || refusal.code === "second_factor_required") return goTo({ path: "/sign-in", rest: next });
    if (refusal.code === "not_found" && !saysMissing) return new Response(null, { status: 404 });
    await leaveFlash(place.path, refused(refusal, field, fields));
    return goTo(place);
  }
}
