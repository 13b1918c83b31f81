/** Pages of families and visitors that cannot be heard, each with why. */
export const silent: Readonly<Record<string, string>> = {
  "/offline": "shows only where there is no connection, and no sound comes then either",
  "/meetings/board/[key]": "hangs in a hall for everybody; a family hears its own meetings on its own page",
  "/translate/[key]": "is for a translator outside the school, whose work is written words",
  "/sign-in/demo": "is there in the demo alone, for whoever tries the system",
};

/** Pages that have a player beside each of their words instead of a page of their own to listen to. */
export const soundsOnIt: readonly string[] = ["/family/profile/[question]"];
