import { leaveFlash } from "@/app/_trpc/flash";
import { orRefusal } from "@/app/_trpc/gate";
import { getApi, getContext } from "@/app/_trpc/server";
import { printLettersInput } from "@/server/features/sign-in/letters/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { translatorFor } from "@/server/lib/i18n/translator";

const PATH = "/staff/letters";

/** Prints the letters of a class or a family. A POST, because each printing makes new codes. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = pageLanguage((await params).locale).tag;
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  const form = await request.formData();
  const field = (name: string) => String(form.get(name) ?? "") || undefined;
  const parsed = printLettersInput.safeParse({ classId: field("classId"), pupilId: field("pupilId") });
  const answer = parsed.success ? await orRefusal((await getApi(locale)).signIn.letters.print(parsed.data)) : { ok: false as const, error: new AppError("invalid_input") };
  if (answer.ok) {
    const name = `${translatorFor(locale)("signIn.letters.fileName")}.pdf`;
    return new Response(Uint8Array.from(answer.value.file), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="letters.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`,
        "cache-control": "private, no-store",
      },
    });
  }
  return refuse(locale, answer.error, field("classId") ?? field("back"));
}

async function refuse(locale: string, error: AppError, classId: string | undefined): Promise<Response> {
  const to = (path: string) => new Response(null, { status: 303, headers: { location: `/${locale}${path}`, "cache-control": "no-store" } });
  const { actor } = await getContext(locale);
  if (actor.kind === "visitor") return to(`/sign-in?next=${encodeURIComponent(PATH)}`);
  if (error.code === "second_factor_required") return to("/staff/second-factor");
  if (actor.roles.length === 0) return new Response(null, { status: 404 });
  await leaveFlash(PATH, { tone: "stop", message: error.code === "not_found" ? "letters.noLetters" : error.code });
  return to(classId ? `${PATH}?class=${encodeURIComponent(classId)}` : PATH);
}
