"use client";

import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";

import { useTRPCClient } from "@/app/_trpc/client";
import { searchName, soundsLike } from "@/server/features/events/schema.names";

import { useSendQueue } from "../shell/use-send-queue";
import { DeskCamera } from "./desk-camera";
import { DeskQueue, type Seen } from "./desk-queue";
import { WalkInForm } from "./desk-walk-in";

/** A family at the door, as the page was given it. */
export interface DeskFamily {
  id: string;
  name: string;
  search: string;
  sound: string[];
  code: string;
  state: string;
  people: number;
  camePeople: number | null;
  needs: string[];
  creche: number;
  /** The language to speak, by its name. */
  speaks: string;
}

export interface DeskData {
  session: { id: string; capacity: number; taken: number };
  rows: DeskFamily[];
}

const SHOWN = 60;

function useDeskQueue(adultId: string) {
  const client = useTRPCClient();
  return useSendQueue<Seen, DeskQueue>((storage) => new DeskQueue({
    adultId,
    storage,
    send: async (seen) => void (await (seen.kind === "arrive" ? client.events.desk.arrive.mutate(seen.input) : client.events.desk.walkIn.mutate(seen.input))),
  }));
}

/** How many of each family are here: what the page knew, and what was noted since. */
function useHere(data: DeskData) {
  const [noted, setNoted] = useState<ReadonlyMap<string, number>>(new Map());
  const here = (family: DeskFamily) => noted.get(family.id) ?? (family.state === "came" ? (family.camePeople ?? 0) : 0);
  const note = (id: string, people: number) => setNoted((old) => new Map(old).set(id, people));
  const total = data.rows.reduce((sum, family) => sum + here(family), 0);
  return { here, note, total };
}

/** The desk at the door: a family is found by a few letters of its name in any script, or by its code, and noted with one key. */
export function DeskScreen({ data, adultId, locale }: { data: DeskData; adultId: string; locale: string }) {
  const t = useTranslations("events.desk");
  const { queue, waiting } = useDeskQueue(adultId);
  const { here, note, total } = useHere(data);
  const [typed, setTyped] = useState("");
  const [walked, setWalked] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const found = useMemo(() => {
    const wanted = searchName(typed);
    const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
    const named = data.rows.filter((family) => wanted === "" || family.search.includes(wanted) || (code.length >= 4 && family.code.startsWith(code)));
    // Nobody is called so in these letters: whose name sounds like it.
    return named.length > 0 ? named : data.rows.filter((family) => soundsLike(typed, family.sound));
  }, [data.rows, typed]);
  const mark = (family: DeskFamily, people: number) => {
    note(family.id, people);
    queue.add({ key: family.id, name: family.name, kind: "arrive", input: { bookingId: family.id, people, at: new Date().toISOString() } });
    setTyped("");
    box.current?.focus();
  };
  const refused = waiting.filter(({ status }) => status === "refused");
  const left = waiting.length - refused.length;
  const offline = waiting.some(({ status }) => status === "waiting");
  const takeBack = (seen: Seen) => {
    if (seen.kind === "arrive") note(seen.input.bookingId, 0);
    queue.discard(seen.key);
  };
  return (
    <div className="grid max-w-3xl gap-4">
      <div className="flex flex-wrap items-end gap-4">
        <div className="field min-w-60 flex-1">
          <label htmlFor="desk-search">{t("search")}</label>
          <p id="desk-hint" className="text-sm text-ink-soft">{t("searchHint")}</p>
          <input
            id="desk-search" ref={box} type="search" dir="auto" autoComplete="off" spellCheck={false} aria-describedby="desk-hint" className="input" value={typed}
            onChange={(change) => setTyped(change.target.value)}
            onKeyDown={(press) => {
              const only = found.length === 1 ? found[0] : undefined;
              if (press.key === "Enter" && only && typed !== "") mark(only, only.people);
            }}
          />
        </div>
        <p className="text-lg font-bold tabular-nums" aria-live="polite">{t("here", { count: total + walked })}</p>
      </div>
      <DeskCamera onCode={(code) => {
        setTyped(code);
        box.current?.focus();
      }} />
      {left > 0 ? <p role="status" className="notice notice-warn">{offline ? `${t("offline")} ` : ""}{t("waiting", { count: left })}</p> : null}
      {refused.map(({ note: seen }) => (
        <p key={seen.key} role="alert" className="notice notice-stop flex flex-wrap items-center justify-between gap-3">{t("refused", { name: seen.name })}<button type="button" className="button button-quiet button-small" onClick={() => takeBack(seen)}>{t("undo")}</button></p>
      ))}
      {found.length === 0 ? <p>{t("none")}</p> : null}
      <ul className="grid gap-2">
        {found.slice(0, SHOWN).map((family) => <FamilyRow key={family.id} family={family} here={here(family)} mark={(people) => mark(family, people)} />)}
      </ul>
      <WalkInForm locale={locale} add={(input) => { queue.add({ key: input.key, name: input.name, kind: "walkIn", input: { ...input, sessionId: data.session.id } }); setWalked((old) => old + input.people); }} />
    </div>
  );
}

function FamilyRow({ family, here, mark }: { family: DeskFamily; here: number; mark: (people: number) => void }) {
  const [t, needs] = [useTranslations("events.desk"), useTranslations("events.needs")];
  const facts = [family.speaks, ...family.needs.map((need) => needs(need as "food"))];
  return (
    <li className={`card flex flex-wrap items-center gap-3 ${here > 0 ? "border-good bg-good-wash" : ""}`}>
      <div className="min-w-48 flex-1">
        <p className="text-lg font-bold"><bdi>{family.name}</bdi> <span className="tabular-nums">({here > 0 ? `${here}/` : ""}{family.people})</span></p>
        <p className="text-ink-soft"><bdi dir="ltr">{family.code}</bdi> · {facts.join(" · ")}</p>
      </div>
      {here > 0 ? <button type="button" className="button button-quiet" onClick={() => mark(0)}>{t("undo")}<span className="sr-only">: {family.name}</span></button> : (
        <>
          {family.people > 1 ? <button type="button" className="button button-quiet" onClick={() => mark(family.people - 1)}>{family.people - 1}<span className="sr-only">: {family.name}</span></button> : null}
          <button type="button" className="button" onClick={() => mark(family.people)}>{t("arrive")} ({family.people})<span className="sr-only">: {family.name}</span></button>
        </>
      )}
    </li>
  );
}
