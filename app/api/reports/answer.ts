import { hasCatalogue, SOURCE_LANGUAGE, writtenLanguage } from "@/server/lib/i18n/languages";
import type { PrintJob, ReportPrint } from "@/server/lib/pdf/models";
import { renderPdf } from "@/server/lib/pdf/render";
import { toAppError } from "@/server/lib/trpc/base";

/** Headers of a file about a child: never kept by anyone between, never guessed at. */
export function privateHeaders(type: string, disposition: string): HeadersInit {
  return {
    "Content-Type": type, "Content-Disposition": disposition, "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer",
  };
}

const languageOf = (request: Request): string => new URL(request.url).searchParams.get("lang") ?? SOURCE_LANGUAGE;

/** The language in the address, English when none is named, null for one without pages. */
export function readLanguage(request: Request): string | null {
  const asked = languageOf(request);
  return hasCatalogue(asked) ? asked : null;
}

/** The same for a file whose words may be in a language that has no pages yet; null for one that is never written or that nobody here knows. */
export function readWrittenLanguage(request: Request): string | null {
  const asked = languageOf(request);
  return writtenLanguage(asked) === asked ? asked : null;
}

/** A report as PDF, shown in the browser: in full, or by the template named. */
export async function sendPdf(file: { fileName: string; data: ReportPrint } | ({ fileName: string } & PrintJob)): Promise<Response> {
  const pdf = await renderPdf("template" in file ? file : { template: "reports", data: file.data });
  return new Response(new Uint8Array(pdf), { headers: privateHeaders("application/pdf", `inline; filename="${file.fileName}"`) });
}

/** A refusal without words. A report that is not there and one that is not theirs are answered alike, byte for byte. */
export function sendRefusal(cause: unknown): Response {
  return new Response("", { status: statusOf(cause), headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "private, no-store" } });
}

function statusOf(cause: unknown): number {
  if (typeof cause === "number") return cause;
  const { code } = toAppError(cause);
  if (code === "sign_in_required" || code === "second_factor_required") return 401;
  if (code === "not_found" || code === "not_allowed" || code === "invalid_input") return 404;
  return code === "unavailable" ? 503 : 500;
}
