import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { generateMetadata as missing } from "../not-found";

export const generateMetadata = (): Promise<Metadata> => missing();

/** Any address that no page answers gets the same words in the reader's language. */
export default function Missing() {
  notFound();
}
