import { readFileForm } from "@/app/api/file-form";
import { takeForm } from "@/app/api/take-form";
import type { Flash } from "@/app/_trpc/flash";
import { getApi } from "@/app/_trpc/server";
import { PICTURE_BYTES } from "@/server/features/newsletters/schema";
import type { AppError } from "@/server/lib/errors";

const NAMESPACE = "newsletters.staff";

function refused({ code, fields }: AppError, alt: string | undefined): Flash {
  const known = fields.photo ? "notAPhoto" : fields.file ? "fileNeeded" : fields.people ? "peopleNeeded" : fields.alt ? "altNeeded" : code === "too_large" ? "tooLarge" : null;
  return { tone: "stop", ...(known ? { namespace: NAMESPACE, message: known } : { message: code }), values: { alt: alt ?? "" } };
}

/** Puts a picture and its words into a newsletter. */
export async function POST(request: Request): Promise<Response> {
  return takeForm(request, {
    read: (sent) => readFileForm(sent, { bytes: PICTURE_BYTES, files: 1 }),
    from: (field) => ({ path: `/staff/newsletters/${encodeURIComponent(field("newsletterId") ?? "")}/pictures/${encodeURIComponent(field("blockId") ?? "")}` }),
    send: async ({ tag, field, fields, files }) => {
      const blockId = field("blockId") ?? "";
      const pupilIds = [...fields.keys()].flatMap((name) => (name.startsWith("child-") ? [name.slice(6)] : []));
      const { newsletterId } = await (await getApi(tag)).newsletters.putPicture({ blockId, file: files[0], alt: field("alt") ?? "", pupilIds, nobody: field("people") === "nobody" });
      return { path: `/staff/newsletters/${newsletterId}`, rest: `#block-${blockId}`, flash: { tone: "good", namespace: NAMESPACE, message: "pictureSaved" } };
    },
    refused: (refusal, field) => refused(refusal, field("alt")),
  });
}
