import { getTranslations } from "next-intl/server";

import { Group, Option } from "@/app/_ui/field";

import type { PicturePeople as People } from "./answers";

/** Who can be recognised in a picture: nobody, or these children. Whoever has no yes for the readers of this newsletter is named so before anything is sent. */
export async function PicturePeople({ people }: { people: People }) {
  const t = await getTranslations("newsletters.staff");
  const marked = people.classes.some(({ children }) => children.some((child) => child.marked));
  return (
    <Group legend={t("people")}>
      <p className="text-ink-soft">{t("peopleHint")}</p>
      <Option type="radio" name="people" value="nobody" label={t("peopleNobody")} checked={people.nobody} />
      <Option type="radio" name="people" value="children" label={t("peopleThese")} checked={marked} />
      {people.classes.map(({ name, children }) => (
        <details key={name} open={children.some((child) => child.marked)}>
          <summary className="min-h-11 content-center font-bold"><bdi>{name || "–"}</bdi></summary>
          <div className="grid gap-2 sm:grid-cols-2">
            {children.map((child) => <Option key={child.id} type="checkbox" name={`child-${child.id}`} value="1" label={child.agreed ? child.name : `${child.name} (${t("peopleNoYes")})`} checked={child.marked} />)}
          </div>
        </details>
      ))}
    </Group>
  );
}
