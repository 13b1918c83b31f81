import { getApi } from "@/app/_trpc/server";
import { photoInput } from "@/server/features/languages/pictures/schema";
import { toAppError } from "@/server/lib/trpc/base";

/** The school's own photo of an idea, by its version (`?v=`): another version is another address, so it may be kept for good. */
export async function GET(request: Request, { params }: { params: Promise<{ idea: string }> }): Promise<Response> {
  const parsed = photoInput.safeParse(await params);
  const version = new URL(request.url).searchParams.get("v");
  if (!parsed.success || !version) return new Response("", { status: 404 });
  try {
    const { bytes, hash } = await (await getApi("en")).languages.pictures.photo(parsed.data);
    if (hash !== version) return new Response("", { status: 404 });
    return new Response(new Uint8Array(bytes), { headers: { "Content-Type": "image/jpeg", "Content-Length": String(bytes.length), "X-Content-Type-Options": "nosniff" } });
  } catch (error) {
    return new Response("", { status: toAppError(error).code === "not_found" ? 404 : 503 });
  }
}
