import { privateHeaders, sendRefusal } from "@/app/api/reports/answer";
import { getApi } from "@/app/_trpc/server";

/** A picture or document of a conversation, for those who may read it. A document is saved and never shown among our own pages. */
export async function GET(_request: Request, { params }: { params: Promise<{ fileId: string }> }): Promise<Response> {
  const { fileId } = await params;
  try {
    const { type, bytes } = await (await getApi("en")).messages.file({ fileId });
    return new Response(new Uint8Array(bytes), { headers: privateHeaders(type, type === "image/jpeg" ? "inline" : 'attachment; filename="document.pdf"') });
  } catch (error) {
    return sendRefusal(error);
  }
}
