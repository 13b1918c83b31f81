import { z } from "zod";

export const LETTER_DAYS = 28;

/** The longest address that mail can carry (RFC 5321 4.5.3.1.3). */
const LONGEST_ADDRESS = 254;

/** A page of ours to go to after signing in. Checked by rules.ts; anything else is left aside. */
export const next = z.string().max(500).optional();

/** A form's e-mail address: spaces around it and capitals do not matter. */
export const requestLinkInput = z.object({
  email: z.string().max(LONGEST_ADDRESS * 2).transform((typed) => typed.normalize("NFKC").trim().toLowerCase()).pipe(z.email().max(LONGEST_ADDRESS)),
});
export type RequestLinkInput = z.infer<typeof requestLinkInput>;

/** The secret of an e-mailed link. A wrong shape is answered like a wrong secret. */
export const useLinkInput = z.object({ token: z.string().max(500), next });
export type UseLinkInput = z.infer<typeof useLinkInput>;

/** A code as typed from a letter. */
export const useCodeInput = z.object({ code: z.string().max(100), next });
export type UseCodeInput = z.infer<typeof useCodeInput>;

export const homeInput = z.object({ next });
export type HomeInput = z.infer<typeof homeInput>;

/** What opens a session: the sealed cookie and the page to go to, from the site's root. */
export interface SignedIn {
  ticket: string;
  home: string;
}
