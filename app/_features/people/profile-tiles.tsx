import type { ReactNode } from "react";

import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { Sound } from "@/app/_ui/sound";

const frame = "relative flex w-full min-w-0 items-center gap-4 rounded-l border-2 px-4 py-3 text-ink hover:bg-brand-wash";
const row = (wide: boolean) => `grid min-w-0 grid-rows-[1fr_auto] gap-2 ${wide ? "col-span-full" : ""}`;

const edge = (chosen: boolean) => (chosen ? "border-brand bg-brand-wash" : "border-edge bg-card");

/** A sign in the corner, beside the colour: this is the answer now. */
function Mark({ place }: { place?: number }) {
  return (
    <span className="absolute -end-2 -top-2 grid size-9 place-items-center rounded-full border-2 border-card bg-brand font-bold text-brand-ink" aria-hidden="true">
      {place ?? <Icon name="check" />}
    </span>
  );
}

interface TileProps {
  name: string;
  value: string;
  picture?: string;
  chosen: boolean;
  /** Its place among several answers. */
  place?: number;
  /** Says in words what mark and colour show. */
  state?: string;
  tall?: boolean;
  /** Takes a whole line: a long name. */
  wide?: boolean;
  sound?: { src: string | undefined; label: string };
  children: ReactNode;
}

/** One answer as a button with a picture and its word: a tap is the answer. Its recording stands below it. */
export function AnswerTile({ name, value, picture, chosen, place, state, tall = false, wide = false, sound, children }: TileProps) {
  const shape = tall ? "min-h-40 flex-col justify-center !gap-2 !px-2 text-center" : "min-h-20 text-start";
  return (
    <li className={row(wide)}>
      <button name={name} value={value} aria-pressed={chosen} className={`${frame} ${shape} ${edge(chosen)}`}>
        {picture ? <Picture name={picture} size={tall ? 72 : 64} /> : null}
        <span className={`max-w-full min-w-0 hyphens-auto ${tall ? "" : "text-lg leading-snug"}`}>{children}</span>
        {state ? <span className="sr-only">{state}</span> : null}
        {chosen ? <Mark place={place} /> : null}
      </button>
      {sound ? <Sound {...sound} /> : null}
    </li>
  );
}

/** One of several answers: a box that can be ticked, as large as a button. */
export function TickTile({ name, value, picture, chosen, wide = false, sound, children }: Omit<TileProps, "place" | "state" | "tall">) {
  return (
    <li className={row(wide)}>
      <label className={`${frame} min-h-16 !gap-2 !px-3 border-edge bg-card has-checked:border-brand has-checked:bg-brand-wash`}>
        <input type="checkbox" name={name} value={value} defaultChecked={chosen} className="size-6 flex-none accent-brand" />
        {picture ? <Picture name={picture} size={40} /> : null}
        <span className="min-w-0">{children}</span>
      </label>
      {sound ? <Sound {...sound} /> : null}
    </li>
  );
}
