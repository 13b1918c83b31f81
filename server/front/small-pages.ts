import { createHash } from "node:crypto";

import { messagesFor } from "@/server/lib/i18n/catalogue";
import { pageLanguage, SOURCE_LANGUAGE } from "@/server/lib/i18n/languages";

import { pagePolicy } from "./headers";

/** The pages that this server says by itself, when the framework cannot or must not. */
export type SmallPageName = "waiting" | "waitingForm" | "refused" | "broken" | "missing";

export interface SmallPage {
  body: Buffer;
  policy: string;
  headers: Record<string, string>;
  status: number;
}

const RETRY_SECONDS = 10;
const statuses: Record<SmallPageName, number> = { waiting: 503, waitingForm: 503, refused: 403, broken: 500, missing: 404 };

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;background:#fbf7f0;color:#1d2730;font:1.125rem/1.7 system-ui,sans-serif}
main{box-sizing:border-box;max-width:36rem;margin:1rem;padding:2rem 1.5rem;background:#fff;border-radius:22px;border:1px solid #d9d1c4;border-block-start:8px solid #ffc845}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .75rem}p{margin:0 0 1rem}a{display:inline-flex;align-items:center;min-height:48px;padding:0 1.5rem;border-radius:14px;background:#0a544d;color:#fff;font-weight:700;text-decoration:none}
:lang(ur) *{line-height:2.1}a:focus-visible{outline:3px solid #1d2730;outline-offset:2px;box-shadow:0 0 0 6px #ffc845}
@media(prefers-color-scheme:dark){body{background:#14191d;color:#f3eee5}main{background:#1d2429;border-color:#39424a;border-block-start-color:#ffc845}a{background:#8fdccb;color:#06231f}}`;
const POLICY = pagePolicy([`'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`]);

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A message of errors.json; English when this language has not got it. These texts take no arguments. */
function wordsOf(tag: string, name: SmallPageName, part: string): string {
  for (const language of [tag, SOURCE_LANGUAGE]) {
    const text = [name, part].reduce<unknown>((branch, key) => (branch as Record<string, unknown> | undefined)?.[key], messagesFor(language).errors);
    if (typeof text === "string") return text;
  }
  return "";
}

function build(tag: string, name: SmallPageName): SmallPage {
  const language = pageLanguage(tag);
  const say = (part: string) => escapeHtml(wordsOf(language.tag, name, part));
  const isRetried = name === "waiting";
  const action = isRetried ? "" : say("action");
  const body = `<!DOCTYPE html><html lang="${language.tag}" dir="${language.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${say("title")}</title>${isRetried ? `<meta http-equiv="refresh" content="${RETRY_SECONDS}">` : ""}<style>${STYLE}</style></head>
<body><main><h1>${say("title")}</h1><p>${say("body")}</p>${action ? `<a href="/${language.tag}">${action}</a>` : ""}</main></body></html>`;
  const headers: Record<string, string> = statuses[name] === 503 ? { "Retry-After": String(RETRY_SECONDS) } : {};
  return { body: Buffer.from(body), policy: POLICY, headers, status: statuses[name] };
}

const built = new Map<string, SmallPage>();

/** One of this server's own pages in a language; made once and kept. */
export function smallPage(tag: string, name: SmallPageName): SmallPage {
  const key = `${tag}|${name}`;
  let page = built.get(key);
  if (!page) built.set(key, (page = build(tag, name)));
  return page;
}
