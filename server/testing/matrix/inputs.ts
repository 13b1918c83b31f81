/** The ids of one world: what an attacker would put into an input. */
export interface Ids {
  pupilId: string;
  adultId: string;
  linkId: string;
  restrictionId: string;
  classGroupId: string;
  roundId: string;
  reportId: string;
  publicationId: string;
  taskId: string;
  mailId: string;
  textId: string;
  segmentId: string;
  inviteId: string;
  runId: string;
  recordingId: string;
  noteId: string;
  contactId: string;
  proposalId: string;
  printId: string;
  threadId: string;
  fileId: string;
  postId: string;
  awayId: string;
}

type Build = (ids: Ids) => unknown;

const sound = new Uint8Array(16).fill(1);
const nowhereHash = "0".repeat(64);

const note = "A note that says why.";

async function* noFiles() {
  yield* [];
}

/**
 * A valid input for every procedure, aimed at the ids given. The matrix fails when a procedure has no row here, and when a
 * row has no procedure. Procedures that name no record answer for whoever asks: what they show is searched for canaries.
 */
export const inputs: Record<string, Build> = {
  "contacts.timeline": ({ pupilId }) => ({ pupilId }),
  "contacts.note": ({ pupilId, adultId }) => ({ key: "018f0000-0000-7000-8000-000000000001", pupilId, adultId, channel: "call", language: "ur", outcome: "reached", facts: "We spoke." }),
  "contacts.decide": ({ proposalId }) => ({ proposalId, confirm: true }),
  "contacts.listening.record": () => undefined,
  "contacts.listening.part": () => ({ part: 0 }),
  "contacts.own": () => undefined,
  "contacts.reply": ({ pupilId, contactId }) => ({ pupilId, contactId, note: "It was on Monday." }),
  "contacts.calls": () => undefined,
  "contacts.getCall": ({ taskId }) => ({ taskId }),
  "contacts.caseloads": () => ({}),
  "contacts.assign": ({ pupilId, adultId }) => ({ pupilIds: [pupilId], workerId: adultId }),
  "contacts.cover": ({ adultId, pupilId }) => ({ workerId: adultId, coverId: pupilId, from: "2026-12-01", until: "2026-12-05" }),
  "delivery.tasks": () => ({}),
  "delivery.completeTask": ({ taskId }) => ({ taskId, outcome: "reached" }),
  "delivery.letters.runs": () => undefined,
  "delivery.letters.print": ({ classGroupId }) => ({ classGroupId }),
  "delivery.letters.open": ({ printId }) => ({ runId: printId }),
  "delivery.letters.putBack": ({ printId }) => ({ runId: printId }),
  "delivery.letters.answer": () => ({ code: "ACDE-FGHJ", says: "read" }),
  "delivery.receipt": () => ({ token: "no-such-token", reference: "none", status: "delivered" }),
  "delivery.outbox": () => ({}),
  "delivery.mail": ({ mailId }) => ({ id: mailId }),
  "languages.pending": () => ({ language: "ur" }),
  "languages.translate": ({ textId, segmentId }) => ({ textId, language: "ur", segments: [{ segmentId, body: "ترجمہ" }] }),
  "languages.workbench.queue": () => ({ language: "ur" }),
  "languages.workbench.item": ({ segmentId }) => ({ segmentId, language: "ur" }),
  "languages.workbench.save": ({ segmentId }) => ({ segmentId, language: "ur", body: "ترجمہ", sourceHash: "0".repeat(64), as: "draft" }),
  "languages.workbench.reject": ({ segmentId }) => ({ segmentId, language: "ur", sourceHash: "0".repeat(64) }),
  "languages.workbench.handleFlags": ({ segmentId }) => ({ segmentId, language: "ur" }),
  "languages.workbench.setStakes": ({ textId }) => ({ textId, stakes: "health" }),
  "languages.workbench.askBack": ({ segmentId }) => ({ segmentId, language: "ur" }),
  "languages.glossary.list": () => ({ language: "ur" }),
  "languages.glossary.save": () => ({ language: "ur", term: "parents’ evening", word: "والدین کی شام" }),
  "languages.glossary.remove": () => ({ language: "ur", term: "parents’ evening" }),
  "languages.service.get": () => undefined,
  "languages.service.check": () => undefined,
  "languages.service.set": () => ({ kind: "reports.note", enabled: true }),
  "languages.outside.invites": () => undefined,
  "languages.outside.invite": () => ({ name: "A translator", language: "ur", kinds: ["reports.ownWords"], days: 7 }),
  "languages.outside.revoke": ({ inviteId }) => ({ inviteId }),
  "languages.outside.list": () => ({ key: "no-such-key-no-such-key-no-such-key" }),
  "languages.outside.save": ({ segmentId }) => ({ key: "no-such-key-no-such-key-no-such-key", segmentId, sourceHash: "0".repeat(64), body: "ترجمہ" }),
  "languages.exchange.file": () => ({ language: "ur", format: "xliff" }),
  "languages.exchange.imports": () => undefined,
  "languages.exchange.take": () => ({ language: "ur", format: "po", content: "no file" }),
  "languages.gate.check": () => ({ text: "She works with SALT on Tuesday." }),
  "languages.pictures.list": () => undefined,
  "languages.pictures.save": () => ({ idea: "school", file: new Uint8Array([1]), alt: "Our school" }),
  "languages.pictures.remove": () => ({ idea: "school" }),
  "languages.pictures.photo": () => ({ idea: "school" }),
  "languages.speech.page": () => ({ page: "policy" }),
  "languages.speech.pagePart": () => ({ page: "policy", block: 0 }),
  "languages.speech.open": () => ({ id: nowhereHash }),
  "languages.speech.words": () => undefined,
  "languages.speech.wanted": () => ({ language: "so" }),
  "languages.speech.record": () => ({ language: "so", sentence: nowhereHash, audio: sound }),
  "languages.speech.recordings": () => undefined,
  "languages.speech.hearRecording": ({ recordingId }) => ({ recordingId }),
  "languages.speech.approve": ({ recordingId }) => ({ recordingId }),
  "languages.speech.refuse": ({ recordingId }) => ({ recordingId }),
  "languages.speech.notes": ({ reportId }) => ({ subjectIds: [reportId] }),
  "languages.speech.note": ({ noteId }) => ({ noteId }),
  "languages.speech.transcribe": ({ noteId }) => ({ noteId, body: "What was said." }),
  "messages.listening.thread": ({ threadId }) => ({ threadId }),
  "messages.listening.part": ({ threadId }) => ({ threadId, part: 0 }),
  "messages.own": () => undefined,
  "messages.news": () => undefined,
  "messages.openOwn": ({ threadId }) => ({ threadId }),
  "messages.write": ({ threadId }) => ({ key: "018f0000-0000-7000-8000-000000000002", threadId, words: "Thank you." }),
  "messages.waiting": () => undefined,
  "messages.list": () => ({ show: "all" }),
  "messages.open": ({ threadId }) => ({ threadId }),
  "messages.reachable": ({ pupilId }) => ({ pupilId }),
  "messages.answer": ({ threadId }) => ({ key: "018f0000-0000-7000-8000-000000000003", threadId, words: "Thank you." }),
  "messages.take": ({ threadId }) => ({ threadId, take: true }),
  "messages.file": ({ fileId }) => ({ fileId }),
  "messages.voice": ({ postId }) => ({ postId }),
  "messages.takeText": () => ({ token: "no-such-token", id: "018f0000-0000-7000-8000-000000000004", from: "07700 900123", words: "Hello." }),
  "messages.away": () => undefined,
  "messages.goAway": ({ adultId }) => ({ fromOn: "2099-12-01", untilOn: "2099-12-05", coverId: adultId }),
  "messages.comeBack": ({ awayId }) => ({ awayId }),
  "people.access.list": ({ classGroupId }) => ({ classGroupId }),
  "people.access.listDue": () => undefined,
  "people.access.listWaiting": () => undefined,
  "people.access.getChild": ({ pupilId }) => ({ pupilId }),
  "people.access.explain": ({ linkId }) => ({ linkId }),
  "people.access.confirm": ({ linkId }) => ({ links: [linkId] }),
  "people.access.updateLink": ({ linkId }) => ({ linkId, parentalResponsibility: "yes", hasCare: true, evidence: "Seen" }),
  "people.access.restrict": ({ linkId }) => ({ linkId, kind: "other", scopes: ["media"], document: "Order 1" }),
  "people.access.liftRestriction": ({ restrictionId }) => ({ restrictionId }),
  "people.import.start": () => ({ files: noFiles() }),
  "people.import.list": () => undefined,
  "people.import.get": ({ runId }) => ({ runId }),
  "people.import.problems": ({ runId }) => ({ runId }),
  "people.import.csv": ({ runId }) => ({ runId }),
  "people.import.example": () => undefined,
  "people.import.applyRun": ({ runId }) => ({ runId, removals: 0 }),
  "people.import.discard": ({ runId }) => ({ runId }),
  "people.profile.own": () => undefined,
  "people.profile.answerOwn": () => ({ question: "reading", value: ["reads"] }),
  "people.profile.get": ({ adultId }) => ({ adultId }),
  "people.profile.record": ({ adultId }) => ({ adultId, source: "adult_told_staff", reading: "reads_with_help" }),
  "people.views.choose": () => ({ easyRead: true }),
  "plan.getPolicy": () => undefined,
  "reports.rounds.list": () => undefined,
  "reports.rounds.create": () => ({ term: "spring", schoolYear: 2030, yearGroups: [4], subjects: ["english"], opensOn: "2031-01-05", dueOn: "2031-03-20" }),
  "reports.rounds.update": ({ roundId }) => ({ roundId, yearGroups: [4], subjects: ["english", "maths"], opensOn: "2026-09-01", dueOn: "2026-12-19" }),
  "reports.rounds.open": ({ roundId }) => ({ roundId }),
  "reports.grid.get": ({ roundId, classGroupId }) => ({ roundId, classGroupId }),
  "reports.grid.statements": () => undefined,
  "reports.grid.versions": ({ reportId }) => ({ reportId, subject: "english" }),
  "reports.writing.saveEntry": ({ reportId }) => ({ reportId, subject: "english", baseVersion: 0, changes: { effort: "good" } }),
  "reports.writing.saveAttendance": ({ reportId }) => ({ reportId, attendance: { possible: 10, absent: 1, late: 0 } }),
  "reports.writing.markReady": ({ reportId }) => ({ reportIds: [reportId] }),
  "reports.writing.unmarkReady": ({ reportId }) => ({ reportIds: [reportId] }),
  "reports.checking.waiting": ({ roundId }) => ({ roundId }),
  "reports.checking.pass": ({ reportId }) => ({ reportIds: [reportId] }),
  "reports.checking.sendBack": ({ reportId }) => ({ reportIds: [reportId] }),
  "reports.checking.preview": ({ reportId }) => ({ reportId, language: "en" }),
  "reports.publishing.list": ({ roundId }) => ({ roundId }),
  "reports.publishing.summary": ({ roundId }) => ({ roundId }),
  "reports.publishing.publish": ({ roundId }) => ({ roundId }),
  "reports.publishing.cancel": ({ publicationId }) => ({ publicationId }),
  "reports.publishing.withdraw": ({ reportId }) => ({ reportId, reason: note }),
  "reports.publishing.correctable": ({ reportId }) => ({ reportId }),
  "reports.publishing.correct": ({ reportId }) => ({ reportId, edition: 1, entries: [], note }),
  "reports.publishing.reopen": ({ reportId }) => ({ reportId }),
  "reports.printing.preview": ({ reportId }) => ({ reportId, language: "en" }),
  "reports.reached.list": ({ roundId }) => ({ roundId }),
  "reports.reached.csv": ({ roundId }) => ({ roundId }),
  "reports.family.list": () => undefined,
  "reports.family.get": ({ reportId }) => ({ reportId }),
  "reports.family.print": ({ reportId }) => ({ reportId }),
  "reports.family.getEasy": ({ reportId }) => ({ reportId }),
  "reports.family.printEasy": ({ reportId }) => ({ reportId }),
  "reports.family.acknowledge": ({ reportId }) => ({ reportId }),
  "reports.family.requestTalk": ({ reportId }) => ({ reportId }),
  "reports.family.flag": ({ reportId, segmentId }) => ({ reportId, segmentId, kind: "wrong" }),
  "reports.listening.get": ({ reportId }) => ({ reportId }),
  "reports.listening.part": ({ reportId }) => ({ reportId, part: 0 }),
  "reports.listening.home": () => undefined,
  "reports.listening.homePart": () => ({ part: 0 }),
  "reports.listening.phoneMe": ({ reportId }) => ({ reportId }),
  "reports.listening.wanted": () => ({ language: "so" }),
  "reports.listening.record": () => ({ language: "so", sentence: nowhereHash, audio: sound }),
  "signIn.findHome": () => ({}),
  "signIn.requestLink": () => ({ email: "nobody@family.example" }),
  "signIn.useLink": () => ({ token: "no-such-token" }),
  "signIn.useCode": () => ({ code: "AAAA-AAAA-AAAA" }),
  "signIn.signOut": () => undefined,
  "signIn.signOutEverywhere": () => undefined,
  "signIn.countSessions": () => undefined,
  "signIn.secondFactor.read": () => undefined,
  "signIn.secondFactor.start": () => undefined,
  "signIn.secondFactor.confirm": () => ({ code: "000000" }),
  "signIn.secondFactor.give": () => ({ code: "000000" }),
  "signIn.secondFactor.recover": () => ({ code: "AAAAA-AAAAA" }),
  "signIn.secondFactor.renewRecoveryCodes": () => ({ code: "000000" }),
  "signIn.secondFactor.listStaff": () => undefined,
  "signIn.secondFactor.reset": ({ adultId }) => ({ adultId }),
  "signIn.letters.listClasses": () => undefined,
  "signIn.letters.listFamilies": ({ classGroupId }) => ({ classId: classGroupId }),
  "signIn.letters.print": ({ classGroupId }) => ({ classId: classGroupId }),
  "signIn.demo.list": () => undefined,
  "signIn.demo.signIn": () => ({ id: "amina" }),
};
