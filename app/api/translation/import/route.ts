import { readUploadForm } from "@/app/api/import/multipart";
import { seeOther } from "@/app/api/see-other";
import { leaveFlash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { importInput, MAX_FILE } from "@/server/features/languages/exchange/schema";
import { isOwnOrigin } from "@/server/lib/auth/origin";
import { AppError } from "@/server/lib/errors";
import { pageLanguage } from "@/server/lib/i18n/languages";
import { toAppError } from "@/server/lib/trpc/base";

const PATH = "/staff/translation/files";

/** A small file as text; a byte order mark is dropped. Throws too_large. */
async function readFile(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of chunks) {
    size += piece.length;
    if (size > MAX_FILE) throw new AppError("too_large");
    pieces.push(Uint8Array.from(piece));
  }
  return Buffer.concat(pieces).toString("utf8").replace(/^\ufeff/, "");
}

/** Takes the form of the files page; what became of the file stands on that page afterwards. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  let locale = "en";
  try {
    // The wire type of a body is a web stream, which Node can walk over as well.
    const body = (request.body ?? new ReadableStream<Uint8Array>()) as unknown as AsyncIterable<Uint8Array>;
    const { fields, files } = await readUploadForm(request.headers.get("content-type") ?? "", body);
    locale = pageLanguage(fields.get("locale")).tag;
    let content = "";
    for await (const file of files) content ||= await readFile(file.chunks);
    const parsed = importInput.safeParse({ language: fields.get("language"), format: fields.get("format"), content });
    if (!parsed.success) throw new AppError("invalid_input", { file: "empty" });
    const { applied, sentences, problems } = await (await getApi(locale)).languages.exchange.take(parsed.data);
    await leaveFlash(PATH, { tone: applied ? "good" : "stop", message: applied ? "files.applied" : "files.refused", values: { count: String(applied ? sentences : problems.length) } });
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal.code === "unexpected") throw error;
    if (refusal.code === "sign_in_required" || refusal.code === "second_factor_required") return seeOther(`/${locale}/sign-in?next=${encodeURIComponent(PATH)}`);
    if (refusal.code === "not_found" || refusal.code === "not_allowed") return new Response(null, { status: 404 });
    await leaveFlash(PATH, { tone: "stop", message: refusal.fields.file === "empty" ? "files.empty" : refusal.code });
  }
  return seeOther(`/${locale}${PATH}`);
}
