import { iconPaths } from "./icon-paths";

export type IconName = keyof typeof iconPaths;

/** A control's icon, beside words, hidden from screen readers. `flip` mirrors icons that point along the line. */
export function Icon({ name, className = "", flip = false }: { name: IconName; className?: string; flip?: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={`inline-block size-[1.4em] flex-none ${flip ? "flip" : ""} ${className}`}
      dangerouslySetInnerHTML={{ __html: iconPaths[name] }}
    />
  );
}
