import { orRefusal } from "@/app/_trpc/gate";
import { getApi } from "@/app/_trpc/server";
import { Picture } from "@/app/_ui/picture";

import { categoryPictures } from "./pictures";

/** The good news itself, for whoever tells it on the telephone: in English, as one will say it. Nothing where it was taken back. */
export async function ToTell({ successId }: { successId: string }) {
  const answer = await orRefusal((await getApi()).rewards.toTell({ successId }));
  if (!answer.ok) return null;
  const { category, sentence, words } = answer.value;
  return (
    <div className="card card-now flex items-start gap-3">
      <Picture name={categoryPictures[category]} size={40} />
      <div lang="en" dir="ltr" className="grid gap-2">
        {sentence ? <p className="text-lg">{sentence}</p> : null}
        {words ? <p className="whitespace-pre-line">{words}</p> : null}
      </div>
    </div>
  );
}
