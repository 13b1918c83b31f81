import { request } from "node:http";
import { brotliDecompressSync } from "node:zlib";

/** What HTML and CSS of a page in a Latin script may weigh as they travel, in bytes. */
export const PAGE_BYTES = 20 * 1024;

/** The body of an answer as it travels, brotli, where the address leads in the end. Throws when the answer is not 200. */
function travelling(url: string, cookie: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { "accept-encoding": "br", ...(cookie ? { cookie } : {}) } }, (res) => {
      const { location } = res.headers;
      if (location) return void travelling(new URL(location, url).href, cookie).then(resolve, reject);
      if (res.statusCode !== 200) return void reject(new Error(`${url} answered ${res.statusCode}`));
      const pieces: Buffer[] = [];
      res.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => resolve(Buffer.concat(pieces)));
    }).on("error", reject).end();
  });
}

const sheets = new Map<string, Promise<number>>();

/**
 * The bytes of a page and of the stylesheets that it names, compressed, as a phone gets them at its first visit. A stylesheet is asked for once a process.
 * @param cookie the reader's, as a header; empty for a visitor
 */
export async function weighPage(url: string, cookie: string): Promise<{ html: number; css: number }> {
  const body = await travelling(url, cookie);
  const named = [...brotliDecompressSync(body).toString().matchAll(/<link\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => tag.includes('rel="stylesheet"')).flatMap((tag) => /href="([^"]+)"/.exec(tag)?.[1] ?? []);
  let css = 0;
  for (const href of new Set(named)) {
    const address = new URL(href, url).href;
    const known = sheets.get(address) ?? travelling(address, "").then(({ length }) => length);
    sheets.set(address, known);
    css += await known;
  }
  return { html: body.length, css };
}
