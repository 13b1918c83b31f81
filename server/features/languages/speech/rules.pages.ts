import { LINK_MINUTES } from "@/server/lib/auth/link-life";
import { readsNastaliq } from "@/server/lib/i18n/language-table";

import type { SpokenPage } from "./schema";

/** What some pages say of the school. */
export interface SpokenSchool {
  name: string;
  phone: string;
}

const afterCode = [
  ["delivery.answer.label"], ["delivery.answer.read"], ["delivery.answer.phone"], ["delivery.answer.celebration", ...["yes", "work", "no"].map((answer) => `rewards.celebrate.says.${answer}`)],
];

/** The words of each page that can be heard, in the order of the page: a block is a heading and what stands under it. */
const pageKeys: Record<SpokenPage, string[][]> = {
  home: [
    ["public.home.heading", "public.home.lead", "public.home.signInHint"], ["public.home.reportsTitle", "public.home.reportsText"],
    ["public.home.languagesTitle", "public.home.languagesText"], ["public.home.phoneTitle", "public.home.phoneText"],
    ["public.home.promiseTitle", "public.home.promiseText"],
  ],
  policy: [
    ["plan.policy.title", "plan.policy.lead"],
    ...["contact", "welcome", "meetings", "calls", "people", "visits", "reports", "evenings", "rewards", "newsletters", "feedback", "learning"]
      .map((promise) => [`plan.policy.${promise}.title`, `plan.policy.${promise}.text`]),
    ["plan.policy.togetherTitle", "plan.policy.together"],
  ],
  privacy: [
    ["public.privacy.title", "public.privacy.lead"], ["public.privacy.keepTitle", ...["you", "language", "child", "link", "look"].map((item) => `public.privacy.keep.${item}`)],
    ["public.privacy.whyTitle", "public.privacy.why"], ["public.privacy.whoTitle", ...["staff", "parent", "order"].map((item) => `public.privacy.who.${item}`)],
    ...["long", "rights", "cookies"].map((part) => [`public.privacy.${part}Title`, `public.privacy.${part}`]),
  ],
  accessibility: [
    ["public.accessibility.title", "public.accessibility.lead"],
    ["public.accessibility.doTitle", ...["zoom", "look", "keyboard", "reader", "script", "dark", "language"].map((item) => `public.accessibility.do.${item}`)],
    ["public.accessibility.testTitle", "public.accessibility.test"], ["public.accessibility.gapsTitle", ...["review", "own", "pdf"].map((item) => `public.accessibility.gaps.${item}`)],
    ["public.accessibility.helpTitle", "public.accessibility.help", "public.accessibility.law"],
  ],
  display: [["display.title", "display.lead"], ["display.legend", "display.large", "display.contrast", "display.plain", "display.nastaliq"], ["display.save"]],
  "sign-in": [
    ["signIn.page.title", "signIn.page.intro"], ["signIn.page.emailLabel", "signIn.page.emailHint"], ["signIn.page.send", "signIn.page.staffNote"],
    ["signIn.page.codeHeading", "signIn.page.codeIntro"], ["signIn.page.codeLink"],
  ],
  code: [["signIn.code.heading", "signIn.code.intro"], ["signIn.code.label"], ["signIn.code.button"], ["signIn.code.again"]],
  "code-ready": [["signIn.code.readyHeading", "signIn.code.readyIntro"], ["signIn.code.label"], ["signIn.code.button"], ["signIn.code.again"]],
  link: [["signIn.link.heading", "signIn.link.body"], ["signIn.link.button"], ["signIn.link.shared"]],
  sent: [["signIn.sent.heading", "signIn.sent.body", "signIn.sent.wait"], ["signIn.sent.nothingHeading", "signIn.sent.nothing"], ["signIn.page.codeLink"], ["signIn.sent.again"]],
  place: [["events.place.find", "events.place.findText"], ["events.place.code"], ["events.place.findButton"]],
  answer: [["delivery.answer.heading", "delivery.answer.intro"], ...afterCode],
  "answer-ready": [["delivery.answer.heading", "delivery.answer.ready"], ...afterCode],
  missing: [["common.notFound.title", "common.notFound.text"]],
  wait: [["events.wait.title", "events.wait.text", "events.wait.kept"], ["events.wait.go"]],
  stop: [["delivery.stop.title", "delivery.stop.ask"], ["delivery.stop.stop"], ["delivery.stop.always"]],
  stopped: [["delivery.stop.stoppedTitle", "delivery.stop.stopped"], ["delivery.stop.again"], ["delivery.stop.always"]],
  voice: [["listen.help.title", "listen.help.lead"], ["listen.help.read"], ["listen.voiceNote.record"], ["listen.recordings.file", "listen.recordings.send"], ["listen.help.skip"]],
};

/** The words of a page by their keys. Letters in Nastaliq are offered to those alone whose language is written so. */
export const keysOf = (page: SpokenPage, language: string): string[][] =>
  pageKeys[page].map((keys) => keys.filter((key) => key !== "display.nastaliq" || readsNastaliq(language)));

/** What stands in a page's words: the school's name and its telephone, bare of the marks that would make them somebody's. */
export const valuesOf = (key: string, school: SpokenSchool): Record<string, string | number> | undefined =>
  ({ "signIn.link.body": { school: school.name }, "signIn.code.readyIntro": { school: school.name }, "signIn.sent.nothing": { phone: school.phone }, "signIn.sent.body": { minutes: LINK_MINUTES } })[key];
