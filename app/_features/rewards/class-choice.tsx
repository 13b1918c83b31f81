import { getTranslations } from "next-intl/server";

import { Choice } from "@/app/_ui/field";

/** Another class: a plain form whose answer is in the address. */
export async function ClassChoice({ classes, classId }: { classes: { id: string; name: string }[]; classId: string | null }) {
  const t = await getTranslations("rewards.staff");
  if (classes.length < 2) return null;
  return (
    <form method="get" className="flex flex-wrap items-end gap-3">
      <div className="min-w-48"><Choice name="class" label={t("class")} value={classId ?? undefined} options={classes.map(({ id, name }) => ({ value: id, label: name }))} /></div>
      <button className="button button-quiet">{t("showClass")}</button>
    </form>
  );
}
