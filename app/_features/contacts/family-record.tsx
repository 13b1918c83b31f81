import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { readFlash } from "@/app/_trpc/flash";
import { Icon } from "@/app/_ui/icon";
import { REPLY_LENGTH } from "@/server/features/contacts/family/schema";
import { formatDate, isolateName } from "@/server/lib/i18n/format";
import { languageName } from "@/server/lib/i18n/names";

import { FlagWords } from "../shell/flag-words";
import { VoiceBox } from "../shell/voice-box";
import type { OwnRecord } from "./answers";
import { flagRecordAction } from "./family-actions";
import { FAMILY_CONTACTS } from "./family-places";

type OwnContact = OwnRecord["contacts"][number];
type Reply = OwnContact["replies"][number];

/** One child's record: each talk with this adult, what the adult said of it, and a way to say more. */
export async function FamilyRecord({ record, zone }: { record: OwnRecord; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("contacts.family"), getLocale()]);
  const { pupil, contacts, accounts } = record;
  return (
    <section className="grid gap-4" aria-labelledby={`child-${pupil.id}`}>
      <h2 id={`child-${pupil.id}`}>{t("about", { child: isolateName(pupil.givenName) })}</h2>
      {contacts.length === 0 ? <div className="card"><p className="font-bold">{t("empty")}</p><p>{t("emptyText")}</p></div> : null}
      {contacts.map((contact) => (
        <article key={contact.id} className="card grid gap-3" aria-labelledby={`talk-${contact.id}`}>
          <h3 id={`talk-${contact.id}`} className="text-lg"><time dateTime={contact.at.toISOString()}>{formatDate(locale, contact.at, "day", zone)}</time></h3>
          <p>{t(contact.outcome === "no_answer" || contact.outcome === "wrong_number" ? "missed" : "with", { staff: isolateName(contact.staff) })}</p>
          <ContactWords contact={contact} zone={zone} />
          <FlagWords words={[contact.facts, contact.theirWords, contact.agreed, contact.nextStep]} language={locale} form={{ action: flagRecordAction, record: { contactId: contact.id } }} />
          {contact.replies.map((reply) => <OwnReply key={reply.id} reply={reply} zone={zone} />)}
          <ReplyForm title={t("notRight")} pupilId={pupil.id} contactId={contact.id} />
        </article>
      ))}
      {accounts.map((reply) => <div key={reply.id} className="card"><OwnReply reply={reply} zone={zone} /></div>)}
      <ReplyForm title={t("add")} pupilId={pupil.id} />
    </section>
  );
}

async function ContactWords({ contact, zone }: { contact: OwnContact; zone: string }) {
  const [t, words, locale] = await Promise.all([getTranslations("contacts.family"), getTranslations("contacts.timeline"), getLocale()]);
  const due = contact.nextStepDueAt ? words("due", { date: formatDate(locale, contact.nextStepDueAt, "day", zone) }) : null;
  const parts = [[words("facts"), contact.facts, null], [t("theirWords"), contact.theirWords, null], [t("agreed"), contact.agreed, null], [t("nextStep"), contact.nextStep, due]] as const;
  return parts.map(([title, text, after]) => (text ? (
    <div key={title}>
      <h4 className="font-bold">{title}</h4>
      <Words text={text} />
      {after ? <p>{after}</p> : null}
    </div>
  ) : null));
}

/** What somebody wrote, with the sign that belongs beside it in the reader's own language. */
async function Words({ text }: { text: NonNullable<OwnContact["facts"]> }) {
  const [sign, locale] = await Promise.all([getTranslations("translation.sign"), getLocale()]);
  const written = languageName(locale, text.language);
  return (
    <>
      <p lang={text.language} dir="auto" className="whitespace-pre-line">{text.body}</p>
      {text.sign ? <p className="mark">{sign(text.sign, { language: written })}</p> : null}
    </>
  );
}

async function OwnReply({ reply, zone }: { reply: Reply; zone: string }) {
  const [t, locale] = await Promise.all([getTranslations("contacts.family"), getLocale()]);
  const said = t("youSaid", { date: formatDate(locale, reply.at, "day", zone) });
  return (
    <div className="grid gap-2 rounded-m bg-brand-wash p-3">
      <p className="font-bold">{said}</p>
      {reply.text ? <p lang={reply.text.language} dir="auto" className="whitespace-pre-line">{reply.text.body}</p> : null}
      {reply.voiceId ? <audio controls preload="none" src={`/api/listen/note/${reply.voiceId}`} className="w-full" aria-label={said} /> : null}
    </div>
  );
}

/** Says that something is not right, or adds an account of one's own: written, spoken, or both. Works without script. */
async function ReplyForm({ title, pupilId, contactId }: { title: string; pupilId: string; contactId?: string }) {
  const [t, locale, flash] = await Promise.all([getTranslations("contacts.family"), getLocale(), readFlash(FAMILY_CONTACTS)]);
  const place = contactId ?? pupilId;
  const typed = flash?.values?.place === place ? flash : null;
  const fault = typed?.fields?.voice;
  return (
    <details id={`say-${place}`} className="rounded-m border-2 border-brand bg-card open:pb-4" open={typed !== null}>
      <summary className="flex min-h-12 list-none items-center justify-center gap-2 px-4 py-2 text-center font-bold text-brand [&::-webkit-details-marker]:hidden">
        <Icon name="message-circle" />{title}
      </summary>
      <form action="/api/contacts/reply" method="post" encType="multipart/form-data" className="grid gap-3 px-4 pt-2">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="pupilId" value={pupilId} />
        {contactId ? <input type="hidden" name="contactId" value={contactId} /> : null}
        <p>{t("hint")}</p>
        <label className="field"><span className="font-bold">{t("words")}</span>
          {typed?.fields?.note ? <span className="font-bold text-stop">{t("needed")}</span> : null}
          <textarea name="note" dir="auto" rows={3} maxLength={REPLY_LENGTH} className="input" defaultValue={typed?.values?.note} aria-invalid={typed?.fields?.note ? true : undefined} />
        </label>
        <VoiceBox fault={fault} />
        <button className="button"><Icon name="mail" />{t("send")}</button>
      </form>
    </details>
  );
}

/** The way to the record from the family's home page. */
export async function RecordLink() {
  const [t, locale] = await Promise.all([getTranslations("contacts.family"), getLocale()]);
  return <a href={`/${locale}${FAMILY_CONTACTS}`} className="button button-quiet"><Icon name="message-circle" />{t("title")}</a>;
}
