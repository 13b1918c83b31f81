import type { InputHTMLAttributes, ReactNode } from "react";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: string;
  /** What is wrong and what to do, in the reader's words. */
  error?: string;
}

/** A text box with its label above, its hint and its error. Free text follows the direction of what is typed. */
export function Field({ name, label, hint, error, id = name, ...input }: FieldProps) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint ? <p id={`${id}-hint`} className="text-sm text-ink-soft">{hint}</p> : null}
      {error ? <p id={`${id}-error`} className="font-bold text-stop">{error}</p> : null}
      <input dir="auto" {...input} id={id} name={name} className="input" aria-invalid={error ? true : undefined} aria-describedby={described || undefined} />
    </div>
  );
}

/** A drop-down with its label above. */
export function Choice({ name, label, value, options, id = name }: { name: string; label: string; value?: string; options: { value: string; label: string }[]; id?: string }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={value} className="input">
        {options.map((option) => (
          <option key={option.value} value={option.value}>{option.label}</option>
        ))}
      </select>
    </div>
  );
}

/** Radio buttons or tick boxes under one legend. */
export function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="legend mb-1">{legend}</legend>
      {children}
    </fieldset>
  );
}

/** One radio button or tick box: the whole line is the target. */
export function Option({ type, name, value, label, checked }: { type: "radio" | "checkbox"; name: string; value: string; label: ReactNode; checked?: boolean }) {
  return (
    <label className="flex min-h-12 items-center gap-3 rounded-m border-2 border-line bg-card px-4 py-2 has-checked:border-brand has-checked:bg-brand-wash">
      <input type={type} name={name} value={value} defaultChecked={checked} className="size-5 flex-none accent-brand" />
      <span>{label}</span>
    </label>
  );
}
