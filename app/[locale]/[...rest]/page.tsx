import { notFound } from "next/navigation";

/** Any address that no page answers gets the same words in the reader's language. */
export default function Missing() {
  notFound();
}
