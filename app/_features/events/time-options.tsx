import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Option } from "@/app/_ui/field";
import { formatDate } from "@/server/lib/i18n/format";

import type { Session } from "./answers";
import { hoursOf } from "./times";

interface Props {
  times: Session[];
  /** The time that is chosen. */
  chosen?: string;
  /** The time at which the family has a place already: whether there is room says nothing to it. */
  own?: string;
  zone: string;
}

/** The times of an event to choose from: the day, then from when to when, never parted at the end of a line, and whether there is room. */
export async function TimeOptions({ times, chosen, own, zone }: Props) {
  const [t, locale] = await Promise.all([getTranslations("events.fullness"), getLocale()]);
  return times.map((time) => (
    <Option
      key={time.id} type="radio" name="time" value={time.id} checked={time.id === chosen}
      label={<>{formatDate(locale, time.startsAt, "day", zone)}<br /><bdi dir="ltr" className="digits whitespace-nowrap font-bold">{hoursOf(time, zone)}</bdi>{time.id === own ? null : <> · {t(time.fullness)}</>}</>}
    />
  ));
}
