import { Phone } from "@/app/_ui/phone";
import { formatDate } from "@/server/lib/i18n/format";
import { findLanguage, isWrittenWithoutPages } from "@/server/lib/i18n/languages";
import { notYetTexts } from "@/server/lib/i18n/not-yet";

/** For a reader whose language has no pages yet: what is in English and whom to ring, in English and in their own words. */
export function LanguageNote({ reads, phone }: { reads: string | null; phone: string }) {
  const texts = notYetTexts(reads);
  if (texts.length === 0) return null;
  return (
    <div className="notice grid gap-2">
      {texts.map(({ language, before, after }) => (
        <p key={language.tag} lang={language.tag} dir={language.dir}>
          {before}
          <Phone number={phone} />
          {after}
        </p>
      ))}
    </div>
  );
}

/** A date that stands alone, in the words of a reader whose language has no pages yet; nothing for everybody else. */
export function OwnDate({ reads, date, zone }: { reads: string | null; date: Date; zone: string }) {
  const own = reads && isWrittenWithoutPages(reads) ? findLanguage(reads) : undefined;
  if (!own) return null;
  return <time dateTime={date.toISOString()} lang={own.tag} dir={own.dir} className="block">{formatDate(own.tag, date, "day", zone)}</time>;
}
