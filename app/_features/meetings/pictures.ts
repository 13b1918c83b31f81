import type { Keep, Mode, Part } from "@/server/features/meetings/schema";

/** The picture beside each choice. */
export const modePictures: Record<Mode, string> = { in_person: "school", phone: "phone", video: "computer", home: "home" };
export const partPictures: Record<Part, string> = { early: "morning", daytime: "classroom", after_school: "backpack", evening: "evening", weekend: "week" };
export const keepPictures: Record<Keep, string> = { nights: "bedtime", school_run: "walk", prayer: "religious_education", caring: "hug" };
