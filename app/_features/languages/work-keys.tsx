"use client";

import { useEffect } from "react";

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/** Moves among the rows of the queue. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.focus();
}

/**
 * The keyboard of the workbench. It presses what the page shows: every key belongs to a link, button or box with that key in `data-key`, so
 * that all of it can be done by mouse, and without script.
 */
export function WorkKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && isTyping(event.target)) return (event.target as HTMLElement).blur();
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const element = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
      if (element) {
        event.preventDefault();
        if (element instanceof HTMLTextAreaElement) element.focus();
        else element.click();
      } else if (key === "j" || key === "k") {
        event.preventDefault();
        step(key === "j" ? 1 : -1);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
