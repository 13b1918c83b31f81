const SLOT = /\{(\d{1,3})\}/g;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"));
}

function unescapeMarkup(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** A masked sentence as markup: {1} becomes an element that the service must leave alone. */
export function toMarkup(text: string, element: (n: string) => string): string {
  let end = 0;
  let made = "";
  for (const match of text.matchAll(SLOT)) {
    made += escapeMarkup(text.slice(end, match.index)) + element(match[1] ?? "");
    end = match.index + match[0].length;
  }
  return made + escapeMarkup(text.slice(end));
}

/** Markup from a service as a masked sentence. Other elements are dropped with their tags and keep their words. */
export function fromMarkup(markup: string, pattern: RegExp): string {
  const parts: string[] = [];
  let end = 0;
  // Braces of the service's own would be taken for placeholders: they become round ones.
  const plain = (text: string): string => unescapeMarkup(text.replace(/<[^>]*>/g, "")).replaceAll("{", "(").replaceAll("}", ")");
  for (const match of markup.matchAll(pattern)) {
    parts.push(plain(markup.slice(end, match.index)), `{${match.groups?.n ?? "0"}}`);
    end = match.index + match[0].length;
  }
  parts.push(plain(markup.slice(end)));
  return parts.join("").trim();
}

/** DeepL: an XML element that `ignore_tags` names. */
export const xml = {
  to: (text: string): string => toMarkup(text, (n) => `<x id="${n}"/>`),
  from: (text: string): string => fromMarkup(text, /<x\s+id="(?<n>\d{1,3})"\s*(?:\/>|>\s*<\/x>)/g),
};

/** LibreTranslate: HTML that must not be translated. Bare marks such as ###1### come back mangled. */
export const html = {
  to: (text: string): string => toMarkup(text, (n) => `<span translate="no" id="s${n}">${n}</span>`),
  from: (text: string): string => fromMarkup(text, /<span[^>]*\bid="s(?<n>\d{1,3})"[^>]*>[^<]*<\/span>/g),
};
