import type { Flash } from "@/app/_trpc/flash";
import { unexplainedIn } from "@/server/features/languages/gate/schema";
import type { AppError } from "@/server/lib/errors";
import { formatList, isolateName } from "@/server/lib/i18n/format";

const FILM = "rewards.celebrate";
const stop = (namespace: string, message: string, values?: Record<string, string>): Flash => ({ tone: "stop", namespace, message, values });

/** Where an iPhone is told to film in what every phone plays: in the English words that stand there on a phone set to English. */
const IPHONE = { path: "Settings > Camera > Formats", choice: "Most Compatible" };

/** What a refusal of a film says: its own words where it has some, with the names of those who have not agreed; else the words of its code. */
export function refusedFilm({ code, fields }: AppError, locale: string): Flash {
  const letters = unexplainedIn({ ".words": fields.words }).flatMap((field) => field.letters).join(", ");
  if (letters) return stop("rewards.said", "acronym", { letters });
  if (fields.translation) return stop("rewards.said", "unchecked");
  if (fields.photo) return stop("rewards.said", "notAPhoto");
  if (fields.film === "no_consent") {
    const names = (JSON.parse(fields.who ?? "[]") as (string | null)[]).flatMap((name) => (name ? [isolateName(name)] : []));
    return stop(FILM, "noFilmConsent", { children: formatList(locale, names) });
  }
  if (fields.film === "hevc") return stop(FILM, "filmHevc", { path: isolateName(IPHONE.path), choice: isolateName(IPHONE.choice) });
  const known = fields.film === "shown" ? "filmShown" : fields.state === "changed" ? "filmChanged" : fields.film === "too_long" || code === "too_large" ? "filmTooLarge"
    : fields.film ? "notAFilm" : fields.pupilIds ? "filmNobody" : fields.words ? "filmWords" : null;
  return known ? stop(FILM, known) : { tone: "stop", message: code };
}
