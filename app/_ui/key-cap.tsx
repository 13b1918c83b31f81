/** A key as it looks on the keyboard. Not shown where there is none. */
export function KeyCap({ name, inverse = false }: { name: string; inverse?: boolean }) {
  return (
    <kbd
      aria-hidden="true"
      className={`hidden min-w-6 flex-none place-content-center rounded-[5px] border px-1.5 font-sans text-[0.875rem] leading-normal font-bold pointer-fine:inline-grid ${inverse ? "border-current" : "border-line bg-paper text-ink-soft"}`}
    >
      {name}
    </kbd>
  );
}
