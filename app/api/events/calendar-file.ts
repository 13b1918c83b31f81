/** A calendar as a file (RFC 5545 8.1) that anybody may have. */
export function calendarFile(text: string, name: string): Response {
  return new Response(text, { headers: { "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"`, "Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff" } });
}
