import type { Answer, Category } from "@/server/features/rewards/schema";

/** Names of the pictures beside categories and answers; server/features/rewards/rules has the same for print and easy read. */
export const categoryPictures: Readonly<Record<Category, string>> = {
  kindness: "kind", effort: "strong", learning: "brain", teamwork: "group", courage: "rocket", creativity: "idea", responsibility: "star",
};
export const answerPictures: Readonly<Record<Answer, string>> = { thanks: "thanks", proud: "proud", talked: "talk", celebrated: "party" };
