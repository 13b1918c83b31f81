/** Puts a file that was made on the page into a form's box, as if it had been chosen there. */
export function putFile(box: HTMLInputElement | null | undefined, file: File): void {
  if (!box) return;
  const files = new DataTransfer();
  files.items.add(file);
  box.files = files.files;
}
