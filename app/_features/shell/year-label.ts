/** "Year 4", "Reception" or "Nursery" in the reader's words. `t` is the common catalogue. */
export function yearLabel(t: (key: "years.label", values: { year: string }) => string, yearGroup: number): string {
  const year = yearGroup < 0 ? "n" : yearGroup === 0 ? "r" : String(yearGroup);
  return t("years.label", { year });
}
