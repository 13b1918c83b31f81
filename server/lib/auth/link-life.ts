/** How long the link works that a sign-in sends by e-mail. */
export const LINK_MINUTES = 15;
