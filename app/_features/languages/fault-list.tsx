import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";

import type { WorkItem } from "./answers";

/** What the checks found, in words; or that all is well. */
export async function FaultList({ faults }: { faults: WorkItem["faults"] }) {
  const t = await getTranslations("translation");
  if (faults.length === 0) return <p className="flex gap-2"><Icon name="circle-check" className="mt-0.5 text-good" />{t("item.checksGood")}</p>;
  return (
    <ul className="grid gap-1">
      {faults.map((fault) => (
        <li key={`${fault.code} ${fault.detail ?? ""}`} className={`flex gap-2 ${fault.level === "stop" ? "font-bold text-stop" : ""}`}>
          <Icon name="alert-triangle" className="mt-0.5" />
          <span dir="auto">{t(`faults.${fault.code}`, { detail: fault.detail ?? "" })}</span>
        </li>
      ))}
    </ul>
  );
}
