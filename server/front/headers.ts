import type { PathKind } from "./paths";

export type HeaderList = readonly (readonly [name: string, value: string])[];

const join = (rules: Record<string, string>) => Object.entries(rules).map(([name, value]) => `${name} ${value}`).join("; ");

/** For pages without script of their own but one small file: nothing inline, nothing from elsewhere. */
export function pagePolicy(styleHashes: readonly string[] = []): string {
  return join({
    "default-src": "'none'",
    "style-src": ["'self'", ...styleHashes].join(" "),
    "img-src": "'self' data:",
    "font-src": "'self'",
    "script-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    // What was just recorded is heard before it is sent.
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
  });
}

/**
 * For staff screens, which run the framework: only scripts with this request's nonce, and what those load. Components
 * place popovers with style attributes, which cannot run anything.
 */
export function appPolicy(nonce: string, development = false): string {
  return join({
    "default-src": "'none'",
    "script-src": `'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src": development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    // What was just recorded is heard before it is sent.
    "media-src": "'self' blob:",
    "connect-src": `'self'${development ? " ws: wss:" : ""}`,
    "manifest-src": "'self'",
  });
}

/** For answers that are no page: data, files, calendar feeds. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** A browser's own viewer (PDF, audio) brings styles and objects with it; nothing in the file itself may do more. */
const FILE_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; script-src 'none'";
/** Pictures may carry their own styles, and nothing that runs. */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export const PERSONAL = "private, no-store";
export const FOREVER = "public, max-age=31536000, immutable";

const POWERS = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "browsing-topics"];
const permissions = (...allowed: string[]) => POWERS.map((name) => (allowed.includes(name) ? `${name}=(self)` : `${name}=()`)).join(", ");
const PERMISSIONS = permissions();

/** On pages of families and staff and of a visitor's own place, where one may answer by voice: the browser still asks each person first. */
export const mayRecord = ["Permissions-Policy", permissions("microphone")] as const;

/** On the desk at the door, where the code of a place is read by the camera. */
export const maySee = ["Permissions-Policy", permissions("camera")] as const;

/** On the page of one celebration, which staff film from here. */
export const mayFilm = ["Permissions-Policy", permissions("camera", "microphone")] as const;

/** On every answer. HSTS only when the school is reached over https. */
export function commonHeaders(secure: boolean): HeaderList {
  return [
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "same-origin"],
    ["Permissions-Policy", PERMISSIONS],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["X-Frame-Options", "DENY"],
    ...(secure ? ([["Strict-Transport-Security", "max-age=63072000"]] as const) : []),
  ];
}

/** The content security policy of an answer, by what the path leads to and what it turned out to be. */
export function policyFor(kind: PathKind, contentType: string, options: { nonce?: string; development?: boolean; styleHashes?: readonly string[] }): string {
  if (contentType.startsWith("text/html")) {
    return options.nonce ? appPolicy(options.nonce, options.development) : pagePolicy(options.styleHashes);
  }
  if (/^(?:application\/pdf|audio\/|video\/)/.test(contentType)) return FILE_POLICY;
  return DATA_POLICY;
}

/** Adds a word to a Vary header. */
export function addVary(current: unknown, name: string): string {
  const names = String(current ?? "").split(",").map((part) => part.trim()).filter(Boolean);
  if (names.some((part) => part === "*" || part.toLowerCase() === name.toLowerCase())) return names.join(", ");
  return [...names, name].join(", ");
}
