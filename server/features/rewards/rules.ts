import type { Idea } from "@/server/features/languages/pictures/schema";
import type { WordingForm } from "@/server/lib/db/generated/enums";
import { isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

import type { Answer, Category } from "./schema";

/** The picture of each category, and of each sentence of the bank. */
export const categoryPictures: Readonly<Record<Category, Idea>> = {
  kindness: "kind", effort: "strong", learning: "brain", teamwork: "group", courage: "rocket", creativity: "idea", responsibility: "star",
};

const statementPictures: Readonly<Record<string, Idea>> = {
  "kindness.helped": "help", "kindness.included": "welcome", "kindness.kindWords": "kind", "effort.keptTrying": "practise", "effort.workedHard": "strong", "effort.practised": "growing",
  "learning.newSkill": "brain", "learning.goodWork": "full_marks", "learning.readsMore": "reading", "teamwork.workedTogether": "group", "teamwork.listened": "listen", "teamwork.tookTurns": "join_in",
  "courage.triedNew": "rocket", "courage.spokeUp": "say", "courage.askedForHelp": "feedback", "creativity.newIdea": "idea", "creativity.madeSomething": "paint", "creativity.performed": "sing",
  "responsibility.lookedAfter": "plant", "responsibility.setExample": "star", "responsibility.choseWell": "check",
};

/** The picture beside a success: its sentence's own, else its category's. */
export function pictureOf(success: { category: Category; statement: string | null }): Idea {
  return (success.statement ? statementPictures[success.statement] : undefined) ?? categoryPictures[success.category];
}

export const answerPictures: Readonly<Record<Answer, Idea>> = { thanks: "thanks", proud: "proud", talked: "talk", celebrated: "party" };

/** A sentence of the bank about one child in a language, its name isolated for text of either direction. Throws on a sentence that no catalogue has. */
export function bankSentence(language: string, statement: string, child: { name: string; form: WordingForm }): string {
  return translatorFor(language)(`rewards.bank.${statement}`, { name: isolateName(child.name), form: child.form });
}
