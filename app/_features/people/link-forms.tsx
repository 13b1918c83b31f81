import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Field, Group, Option } from "@/app/_ui/field";
import type { ParentalResponsibility } from "@/server/lib/db/generated/enums";

import { confirmLinksAction, updateLinkAction } from "./actions";

/** The button that confirms one adult. */
export async function ConfirmForm({ linkId }: { linkId: string }) {
  const [t, locale] = await Promise.all([getTranslations("people.why"), getLocale()]);
  return (
    <form action={confirmLinksAction} className="card card-now grid justify-items-start gap-3">
      <h2>{t("confirmTitle")}</h2>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="links" value={linkId} />
      <input type="hidden" name="linkId" value={linkId} />
      <button className="button">{t("confirmSubmit")}</button>
    </form>
  );
}

interface LinkFacts {
  id: string;
  parentalResponsibility: ParentalResponsibility;
  hasCare: boolean;
  evidence: string | null;
}

/** What the school knows of one adult and one child, to correct. */
export async function LinkFactsForm({ link }: { link: LinkFacts }) {
  const [t, people, common, locale] = await Promise.all([
    getTranslations("people.why"), getTranslations("people"), getTranslations("common"), getLocale(),
  ]);
  return (
    <form action={updateLinkAction} className="card grid max-w-2xl gap-4">
      <h2>{t("factsTitle")}</h2>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="linkId" value={link.id} />
      <Group legend={t("responsibilityLabel")}>
        {(["yes", "no", "unknown"] as const).map((value) => (
          <Option key={value} type="radio" name="parentalResponsibility" value={value} label={people(`responsibility.${value}`)} checked={link.parentalResponsibility === value} />
        ))}
      </Group>
      <Option type="checkbox" name="hasCare" value="yes" label={t("careLabel")} checked={link.hasCare} />
      <Field name="evidence" label={t("evidenceLabel")} defaultValue={link.evidence ?? ""} maxLength={200} />
      <button className="button justify-self-start">{common("actions.save")}</button>
    </form>
  );
}
