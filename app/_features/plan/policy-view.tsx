import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Badge } from "@/app/_ui/badge";
import { Picture } from "@/app/_ui/picture";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

const promises = [
  ["contact", "talk"], ["welcome", "welcome"], ["meetings", "calendar"], ["calls", "phone"], ["people", "visit"], ["visits", "home"],
  ["reports", "report"], ["evenings", "school"], ["rewards", "trophy"], ["newsletters", "news"], ["feedback", "feedback"], ["learning", "at_home"],
] as const;

interface PolicyFacts {
  ownerRole: string;
  ownerInitials: string;
  issuedOn: Date;
  nextReviewOn: Date;
  overdue: boolean;
  reviews: { reviewedOn: Date; initials: string }[];
}

/** The promises of the policy in plain words, each with its picture. */
export async function Promises() {
  const t = await getTranslations("plan.policy");
  return (
    <section className="grid gap-4" aria-labelledby="promises">
      <h2 id="promises">{t("promisesTitle")}</h2>
      <ul className="grid gap-4 md:grid-cols-2">
        {promises.map(([key, picture]) => (
          <li key={key} className="card flex gap-4">
            <Picture name={picture} size={44} />
            <div>
              <h3>{t(`${key}.title`)}</h3>
              <p>{t(`${key}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who owns the policy and when it was and will be reviewed. */
export async function PolicyRecord({ policy }: { policy: PolicyFacts }) {
  const [t, roles, locale] = await Promise.all([getTranslations("plan.policy"), getTranslations("common.roles"), getLocale()]);
  const month = (date: Date) => formatDate(locale, date, "month", "UTC");
  return (
    <section className="card grid gap-2" aria-labelledby="record">
      <h2 id="record">{t("ownerTitle")}</h2>
      <p>{t("owner", { role: roles(policy.ownerRole as "deputy_head"), initials: isolateName(policy.ownerInitials) })}</p>
      <p>{t("issued", { month: month(policy.issuedOn) })}</p>
      <ul className="list-disc ps-6">
        {policy.reviews.map((review) => (
          <li key={review.reviewedOn.toISOString()}>{t("reviewed", { month: month(review.reviewedOn), initials: isolateName(review.initials) })}</li>
        ))}
      </ul>
      <p>
        {t("nextReview", { month: month(policy.nextReviewOn) })} {policy.overdue ? <Badge tone="warn">{t("overdue")}</Badge> : null}
      </p>
    </section>
  );
}
