import { getTranslations } from "next-intl/server";

import { readFlash } from "@/app/_trpc/flash";
import { Notice } from "@/app/_ui/notice";
import { errorCodes } from "@/server/lib/errors";

/** What the last form on this page did. `namespace` is the page's catalogue; error codes have their own. */
export async function FlashNotice({ path, namespace }: { path: string; namespace: string }) {
  const flash = await readFlash(path);
  if (!flash) return null;
  const isError = (errorCodes as readonly string[]).includes(flash.message);
  const t = await getTranslations(isError ? "errors.codes" : flash.namespace ?? namespace);
  const numbers = Object.fromEntries(Object.entries(flash.values ?? {}).map(([key, value]) => [key, /^\d+$/.test(value) ? Number(value) : value]));
  return (
    <Notice tone={flash.tone} live>
      <p className="font-bold">{t(flash.message, numbers)}</p>
    </Notice>
  );
}
