import type { Person } from "@/server/lib/auth/actor";

/** An adult of a family as they are without a session: nobody's roles, nobody's classes. */
export const personOf = (adultId: string): Person => ({
  kind: "person", adultId, sessionId: "", language: null, displayName: "", easyRead: false, largePrint: false, roles: [], posts: [], classIds: [], linkedPupilIds: [],
});
