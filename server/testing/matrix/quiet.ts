import { v7 as uuid } from "uuid";

import { makeSound } from "@/server/features/languages/speech/commands";
import { fixedSentences, sentenceHash } from "@/server/features/languages/speech/rules";
import { queueMessages } from "@/server/features/delivery/commands";
import { applyImport, startImport } from "@/server/features/people/import/commands";
import { runReading } from "@/server/features/people/import/preview/commands";
import type { SchoolFacts } from "@/server/lib/context";
import { dbFor } from "@/server/lib/db/client";

import { importContext } from "../factories/imports";
import { carerRow, makeOneRosterZip, pupilRow, uploadsOf } from "../factories/oneroster";
import { fingerprint } from "./fingerprint";
import { CHILD, letLeave, type Neighbour, runJob, type Street, whoHeard } from "./street";

type Payload = Record<string, unknown>;

/*
 * Worlds of jobs that tell families nothing: in each of them a wrong answer would be seen. The file of an import names everybody of the child, those too whom an order
 * keeps away, whose link has ended or whom nobody confirmed, another child's mother, and somebody new; the other school has people with the same ids and a run of its own.
 */

/** What the other school's records were before the job ran. */
const elsewhereBefore = new WeakMap<Street, string>();
const STRANGER = "stranger@street.example";
const idOf = ({ standing, way }: Neighbour) => `${standing}-${way}`;

async function upload(school: SchoolFacts, neighbours: readonly Neighbour[], now: Date): Promise<string> {
  const [status, dateLastModified] = ["active", "2026-11-01T00:00:00Z"];
  const carers = [...neighbours.map((who) => ({ sourcedId: idOf(who), givenName: "Sam", familyName: idOf(who) })), { sourcedId: "stranger", givenName: "Nobody", familyName: "Known", email: STRANGER }];
  const bytes = await makeOneRosterZip({
    mode: "delta",
    users: [
      pupilRow({ status, dateLastModified, sourcedId: "child", givenName: CHILD, familyName: CHILD, grades: "04", agentSourcedIds: carers.map(({ sourcedId }) => sourcedId).join(",") }),
      ...carers.map((carer) => carerRow({ status, dateLastModified, agentSourcedIds: "child", ...carer })),
    ],
    links: carers.map(({ sourcedId }) => ({ adult: sourcedId, pupil: "child", relation: "mother", parental_responsibility: "yes", evidence: "birth certificate", care: "yes", lives_with: "yes" })),
  });
  return (await startImport(importContext(school, now), { files: uploadsOf({ name: "export.zip", bytes }) })).runId;
}

/** Gives everybody the ids of the pupil system: the other school's people have those of the mothers here. */
async function giveIds(street: Street): Promise<{ own: Neighbour[]; others: Neighbour[] }> {
  const [own, others] = [street.neighbours.filter(({ standing }) => standing !== "otherSchool"), street.neighbours.filter(({ standing }) => standing === "otherSchool").map((who) => ({ ...who, standing: "mother" as const }))];
  const there = dbFor(street.elsewhere.id);
  await street.db.pupil.update({ where: { id: street.pupil.id }, data: { externalId: "child" } });
  await there.pupil.update({ where: { id: street.theirs.id }, data: { externalId: "child" } });
  for (const who of own) await street.db.adult.update({ where: { id: who.adultId }, data: { externalId: idOf(who) } });
  for (const who of others) await there.adult.update({ where: { id: who.adultId }, data: { externalId: idOf(who) } });
  return { own, others };
}

/** Both schools have uploaded a file; this one's job is handed the other's run as well. */
export async function uploadedRun(street: Street): Promise<Payload[]> {
  const { own, others } = await giveIds(street);
  const runIds = [await upload(street.school, own, street.now), await upload(street.elsewhere, others, street.now)];
  elsewhereBefore.set(street, await fingerprint(street.elsewhere.id));
  return runIds.map((runId) => ({ runId }));
}

/** Both have read it, and somebody of each has said that it may be applied. */
export async function approvedRun(street: Street): Promise<Payload[]> {
  const payloads = await uploadedRun(street);
  for (const [nth, school] of [street.school, street.elsewhere].entries()) {
    const runId = String(payloads[nth]?.runId);
    await runReading({ db: dbFor(school.id), school, now: street.now }, runId);
    await applyImport({ ...importContext(school, street.now), actor: nth === 0 ? { adultId: street.headId } : null }, { runId, removals: 0 });
  }
  elsewhereBefore.set(street, await fingerprint(street.elsewhere.id));
  return payloads.map((payload) => ({ ...payload, actorId: street.headId }));
}

const isElsewhereAsBefore = async (street: Street) => (await fingerprint(street.elsewhere.id)) === elsewhereBefore.get(street);
const stateHere = async (street: Street) => (await street.db.importRun.findMany({ select: { state: true } })).map(({ state }) => state);

/** A file that was read has changed nobody. */
export async function readSince(street: Street) {
  const [strangers, links] = [await street.db.adult.count({ where: { email: STRANGER } }), await street.db.guardianLink.count({ where: { pupilId: street.pupil.id } })];
  return { got: [await stateHere(street), strangers, links, await isElsewhereAsBefore(street)], wanted: [["previewed"], 0, street.neighbours.filter(({ standing }) => !standing.startsWith("other")).length, true] };
}

/** A file that was applied has tied those whom it names anew to the child, and given nobody a right: of the next report hear those alone who might before. */
export async function appliedSince(street: Street) {
  const anew = await street.db.guardianLink.findMany({ where: { pupilId: street.pupil.id, adult: { OR: [{ email: STRANGER }, { familyName: { startsWith: "otherChild" } }] } }, select: { confirmedAt: true } });
  const ended = await street.db.guardianLink.count({ where: { pupilId: street.pupil.id, removedAt: null, adult: { familyName: { startsWith: "unlinked" } } } });
  const orders = await street.db.restriction.count({ where: { liftedAt: null } });
  const ways = ["app", "call", "email", "letter", "screen", "text"];
  return {
    got: [await stateHere(street), anew.map(({ confirmedAt }) => confirmedAt), ended, orders, await heardOfNext(street), await isElsewhereAsBefore(street)],
    wanted: [["applied"], [null, null, null, null, null], 0, 4, ["apart", "mother"].flatMap((standing) => ways.map((way) => `${standing} by ${way}`)), true],
  };
}

/** Who hears of a report that is written, as an error would, to everybody who is tied to the child in any way. */
export async function heardOfNext(street: Street): Promise<string[]> {
  const links = await street.db.guardianLink.findMany({ where: { pupilId: street.pupil.id }, select: { adultId: true } });
  const key = uuid();
  await street.db.$transaction((tx) => queueMessages(tx, {
    schoolId: street.school.id, now: street.now,
    messages: links.map(({ adultId }) => ({ adultId, pupilId: street.pupil.id, kind: "report_published", subjectId: street.pupil.id, args: { child: CHILD, round: "autumn" }, idempotencyKey: `${key}:${adultId}` })),
  }));
  await letLeave(street);
  const { heard } = await whoHeard(street);
  return street.outside.mails.received.some(({ to }) => to === STRANGER) ? [...heard, "stranger by email"] : heard;
}

const sentence = (text: string, named: boolean) => ({ text, language: "en", named, plain: null });
const soundsBefore = new WeakMap<Street, Set<string>>();

/** Sentences about the child have been spoken for a father whom an order keeps away, and the other school has its own sounds. */
export async function spokenBefore(street: Street): Promise<Payload[]> {
  const kept = street.neighbours.find(({ standing, way }) => standing === "kept" && way === "email");
  await makeSound({ db: street.db, school: street.school, now: street.now }, kept?.adultId ?? "", sentence(`${CHILD} reads well.`, true));
  await makeSound({ db: dbFor(street.elsewhere.id), school: street.elsewhere, now: street.now }, null, [...fixedSentences("en", street.elsewhere).values()][0] ?? sentence("School", false));
  elsewhereBefore.set(street, await fingerprint(street.elsewhere.id));
  soundsBefore.set(street, new Set((await street.db.speechAudio.findMany({ select: { id: true } })).map(({ id }) => id)));
  return [{}];
}

/** At the hour of night at which pages are spoken; stopped as the worker stops it, for all of them take a minute. */
export async function speakAtNight(street: Street, payload: Payload): Promise<void> {
  const stop = new AbortController();
  const watch = setInterval(() => void street.db.speechAudio.count().then((count) => { if (count >= 6) stop.abort(); }), 20);
  await runJob(street, "languages.speakPages", payload, new Date(`${street.now.toISOString().slice(0, 10)}T02:23:00Z`), stop.signal).finally(() => clearInterval(watch));
}

/** What everybody may hear now: anything, nothing that is not one of the fixed sentences; what was spoken for somebody is theirs alone; the other school as it was. */
export async function spokenSince(street: Street) {
  const sounds = await street.db.speechAudio.findMany({ select: { id: true, subjectId: true, sentence: true, language: true } });
  const before = soundsBefore.get(street) ?? new Set();
  const foreign = sounds.filter((sound) => (sound.subjectId === null || !before.has(sound.id)) && !fixedSentences(sound.language, street.school).has(sound.sentence));
  const own = sounds.filter(({ subjectId, sentence: hash }) => subjectId !== null && hash === sentenceHash("en", `${CHILD} reads well.`));
  return { spoken: sounds.length > before.size, foreign: foreign.length, own: own.length, elsewhere: await isElsewhereAsBefore(street) };
}
export const spokenRight = { spoken: true, foreign: 0, own: 1, elsewhere: true };
