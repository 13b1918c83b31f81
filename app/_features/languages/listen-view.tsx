import { getTranslations } from "next-intl/server";

import { Icon } from "@/app/_ui/icon";
import { Notice } from "@/app/_ui/notice";

interface Sentence {
  text: string;
  language: string;
  dir: "ltr" | "rtl";
  hash: string;
  voice: "recorded" | "service" | "espeak" | null;
  openKey: string | null;
}

export interface Block {
  id: string;
  heading: boolean;
  sentences: Sentence[];
  joined: boolean;
}

interface Props {
  blocks: Block[];
  language: string;
  /** The address of a sentence by its hash, or of a block by its place. */
  sentenceAt: (hash: string) => string;
  blockAt: (place: number) => string;
}

/**
 * A page to be heard: every sentence in its order, a plain player under each block, and with script one player that goes from
 * sentence to sentence and marks the one that is spoken.
 */
export async function ListenView({ blocks, language, sentenceAt, blockAt }: Props) {
  const t = await getTranslations({ locale: language, namespace: "listen" });
  const all = blocks.flatMap((block) => block.sentences);
  const own = all.filter((each) => each.language === language);
  const voices = new Set(own.flatMap((each) => each.voice ?? []));
  // A sentence in another language than the page's is its own name, so that it is read in its language.
  const labelOf = (id: string, sentence: Sentence | undefined) => (sentence && sentence.language !== language ? { "aria-labelledby": id } : { "aria-label": t("part", { title: sentence?.text ?? "" }) });
  const addressOf = (sentence: Sentence) => (sentence.openKey ? `/api/listen/${sentence.openKey}` : sentenceAt(sentence.hash));
  return (
    <div data-listen="" data-status={t("player.status", { n: "%n", total: "%t" })} data-end={t("player.end")} className="grid gap-4 pb-32">
      {voices.size > 0 ? (
        <div className="grid gap-1">
          <p>{t("hint")}</p>
          {voices.has("recorded") ? <p className="mark">{t("voices.recorded")}</p> : null}
          {voices.has("espeak") || voices.has("service") ? <p className="mark">{t("voices.computer")}</p> : null}
        </div>
      ) : null}
      {blocks.map((block, place) => {
        return (
          <section key={block.id} className="card grid gap-2">
            {block.sentences.map((sentence, n) => {
              const attributes = {
                id: `said-${place}-${n}`, lang: sentence.language, dir: sentence.dir, "data-say": sentence.voice ? addressOf(sentence) : "", "data-voice": sentence.voice ?? "", className: "said",
              };
              return (
                <div key={`${sentence.hash}-${n}`}>
                  {block.heading && n === 0 ? <h2 {...attributes}>{sentence.text}</h2> : <p {...attributes}>{sentence.text}</p>}
                  {!block.joined && sentence.voice ? <audio controls preload="none" src={addressOf(sentence)} className="w-full" {...labelOf(`said-${place}-${n}`, sentence)} /> : null}
                </div>
              );
            })}
            {block.joined ? <audio controls preload="none" src={blockAt(place)} className="w-full" {...labelOf(`said-${place}-0`, block.sentences[0])} /> : null}
          </section>
        );
      })}
      <Player t={t} />
      <script src="/enhance.js" defer />
    </div>
  );
}

function Player({ t }: { t: Awaited<ReturnType<typeof getTranslations>> }) {
  return (
    <div data-player="" hidden role="group" aria-label={t("player.label")} className="fixed inset-x-0 bottom-0 z-20 border-t-2 border-brand bg-card p-3">
      <div className="mx-auto grid max-w-xl gap-2">
        <div className="flex flex-wrap gap-2">
          <button type="button" data-do="play" data-pause={t("player.pause")} className="button flex-1 px-3"><Icon name="volume" /><span>{t("player.play")}</span></button>
          <button type="button" data-do="again" className="button button-quiet px-3"><Icon name="refresh" />{t("player.again")}</button>
          <button type="button" data-do="slower" aria-pressed="false" className="button button-quiet px-3 aria-pressed:bg-brand-wash">{t("player.slower")}</button>
          <button type="button" data-do="server" hidden className="button button-quiet px-3">{t("player.cannotHear")}</button>
        </div>
        <p role="status" aria-live="polite" className="min-h-[1.6em] text-sm" />
      </div>
    </div>
  );
}

/** Whether nobody here can speak any of it, or some of it is silent; null when all can be heard. */
export function silenceOf(blocks: Block[], language: string): "all" | "some" | null {
  const own = blocks.flatMap((block) => block.sentences).filter((each) => each.language === language);
  const silent = own.filter((each) => each.voice === null).length;
  if (silent === 0) return null;
  return silent === own.length ? "all" : "some";
}

/** What stands in the place of a voice that there is not: a person who rings. Never a voice of another language. */
export async function SilenceNotice({ silence, children }: { silence: "all" | "some" | null; children: React.ReactNode }) {
  if (!silence) return null;
  const t = await getTranslations("listen.none");
  return (
    <Notice tone="warn" title={silence === "all" ? t("title") : t("someTitle")}>
      <div className="grid gap-3">
        <p>{t("text")}</p>
        {children}
      </div>
    </Notice>
  );
}
