import { type SpokenBlock, spokenLine, type SpokenSentence, spokenSentences } from "@/server/features/languages/speech/rules";
import { isolateName } from "@/server/lib/i18n/format";
import { translatorFor } from "@/server/lib/i18n/translator";

export interface Account {
  name: string;
  sessions: number;
  /** Minutes of the day between which nothing comes that can wait. */
  hours: { from: number; to: number } | null;
  topics: { topic: string; wanted: boolean }[];
}

const timeOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The page about one's own sign-in and what comes when, in its order: what stands there, and what each button does. All of it is private. */
export function spokenAccount({ name, sessions, hours, topics }: Account, language: string): SpokenBlock[] {
  const t = translatorFor(language);
  const say = (text: string): SpokenSentence[] => spokenSentences(text, language, { named: true });
  const line = (text: string) => spokenLine(text, language, true);
  const all = (...keys: string[]) => keys.flatMap((key) => say(t(key)));
  const titled = (key: string) => line(t(key));
  return [
    { id: "lead", heading: true, sentences: [...titled("signIn.account.heading"), ...say(t("signIn.account.signedInAs", { name: isolateName(name) })), ...say(t("signIn.account.devices", { count: sessions }))] },
    { id: "profile", heading: true, sentences: [...titled("profile.family.title"), ...all("profile.account.body")] },
    {
      id: "hours", heading: true,
      sentences: [
        ...titled("delivery.hours.title"), ...say(hours ? t("delivery.hours.now", { from: timeOf(hours.from), to: timeOf(hours.to) }) : t("delivery.hours.none")),
        ...titled("delivery.hours.nights"), ...titled("delivery.hours.evenings"), ...(hours ? titled("delivery.hours.any") : []), ...all("delivery.hours.always"),
      ],
    },
    { id: "topics", heading: true, sentences: [...titled("delivery.topics.title"), ...topics.flatMap(({ wanted }) => all(`delivery.topics.newsletters${wanted ? "On" : "Off"}`)), ...all("delivery.topics.always")] },
    { id: "out", heading: true, sentences: [...titled("signIn.account.signOut"), ...all("signIn.account.signOutBody")] },
    { id: "everywhere", heading: true, sentences: [...titled("signIn.account.everywhere"), ...all("signIn.account.everywhereBody")] },
  ];
}
