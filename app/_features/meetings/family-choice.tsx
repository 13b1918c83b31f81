import { Picture } from "@/app/_ui/picture";

/** One choice with a picture: the whole card is the target. Works without script. */
export function PictureChoice({ type, name, value, picture, label, checked = false }: { type: "radio" | "checkbox"; name: string; value: string; picture?: string; label: string; checked?: boolean }) {
  return (
    <label className="flex min-h-14 items-center gap-3 rounded-m border-2 border-line bg-card px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash">
      <input type={type} name={name} value={value} defaultChecked={checked} required={type === "radio"} className="size-5 flex-none accent-brand" />
      {picture ? <Picture name={picture} size={36} /> : null}
      <span>{label}</span>
    </label>
  );
}
