import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

import NotFound from "../../not-found";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("common"))("notFound.title"), robots: { index: false } };
}

/** What the front (server/front) shows with status 404: the framework fills its own only by script, which families do not get. */
export default function MissingPage() {
  return <NotFound />;
}
