import { localForm, type Slot } from "../masking/rules";

/**
 * A translation with its slots locked away again, for somebody who may not see them; null when one cannot be found as it was put in, for then it
 * may stand there in another form.
 */
export function maskAgain(body: string, slots: readonly Slot[], language: string): string | null {
  let text = body.replace(/[\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");
  for (const [index, slot] of [...slots.entries()].sort((a, b) => b[1].value.length - a[1].value.length)) {
    const form = [localForm(slot, language), slot.value].map((each) => each.replaceAll("\u00a0", " ")).find((each) => text.includes(each));
    if (form === undefined) return null;
    text = text.replace(form, `{${index + 1}}`);
  }
  return text;
}
