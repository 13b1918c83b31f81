/** Sends the browser on after a form (303), so that reloading sends nothing twice. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
