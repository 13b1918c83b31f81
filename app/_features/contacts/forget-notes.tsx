"use client";

import { useEffect, useSyncExternalStore } from "react";

import { Notice } from "@/app/_ui/notice";

import { countKept, forgetKept } from "./note-queue";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  return () => window.removeEventListener("storage", onChange);
}

/** Takes notes off this computer when its reader signs out, and says before that what would be lost. `lost` has the count as {count}. */
export function ForgetNotes({ lost }: { lost: string }) {
  const count = useSyncExternalStore(subscribe, () => countKept(window.localStorage), () => 0);
  useEffect(() => {
    const onSubmit = (event: SubmitEvent) => {
      if (event.target instanceof HTMLFormElement && event.target.dataset.signsOut !== undefined) forgetKept(window.localStorage);
    };
    document.addEventListener("submit", onSubmit, true);
    return () => document.removeEventListener("submit", onSubmit, true);
  }, []);
  return count > 0 ? <Notice tone="warn"><p>{lost.replace("{count}", String(count))}</p></Notice> : null;
}
