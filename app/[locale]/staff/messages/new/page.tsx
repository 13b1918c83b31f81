import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import { StaffForm } from "@/app/_features/messages/staff-form";
import { STAFF_MESSAGES } from "@/app/_features/messages/staff-list";
import { FlashNotice } from "@/app/_features/shell/flash-notice";
import { orRedirect } from "@/app/_trpc/gate";
import { getLocale } from "@/app/_trpc/locale";
import { getApi } from "@/app/_trpc/server";
import { Empty } from "@/app/_ui/empty";
import { Choice, Group, Option } from "@/app/_ui/field";
import { listedLanguage } from "@/server/lib/i18n/names";

const PATH = `${STAFF_MESSAGES}/new`;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messages.staff"))("write") };
}

/** The first message of the school about a child, to each adult who is ticked. */
export default async function NewStaffMessagePage({ searchParams }: { searchParams: Promise<{ child?: string | string[] }> }) {
  const [t, teams, relations, locale, api, search] = await Promise.all([
    getTranslations("messages.staff"), getTranslations("messages.teams"), getTranslations("people.relations"), getLocale(), getApi(), searchParams,
  ]);
  const { pupil, adults, teams: own } = await orRedirect(locale, PATH, api.messages.reachable({ pupilId: String(search.child ?? "") }));
  return (
    <>
      <div>
        <p className="text-ink-soft"><bdi>{pupil.name}</bdi></p>
        <h1>{t("write")}</h1>
      </div>
      <FlashNotice path={PATH} namespace="messages.staff" />
      {adults.length === 0 ? <Empty picture="locked" title={t("noAdults")} /> : (
        <StaffForm path={PATH} title={t("writeLink")}>
          <input type="hidden" name="pupilId" value={pupil.id} />
          <Group legend={t("to")}>
            <p className="text-ink-soft">{t("toHint")}</p>
            {adults.map((adult) => <Option key={adult.id} type="checkbox" name={`to-${adult.id}`} value="1" checked label={`${adult.name} (${relations(adult.relation)}, ${listedLanguage(locale, adult.language)})`} />)}
          </Group>
          <Choice name="team" label={t("inName")} options={own.map((team) => ({ value: team, label: teams(team) }))} />
        </StaffForm>
      )}
    </>
  );
}
