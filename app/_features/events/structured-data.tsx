import { getLocale } from "@/app/_trpc/locale";
import type { SchoolFacts } from "@/server/lib/context";
import { env } from "@/server/lib/env";

import type { OpenEvent } from "./answers";
import { EVENTS } from "./places";

const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

/** What search engines read of an event (schema.org/Event), a time each. It is data and runs nothing: "<" cannot end it. */
export async function EventData({ event, school }: { event: OpenEvent; school: SchoolFacts }) {
  const locale = await getLocale();
  const url = `${env().PUBLIC_URL}/${locale}${EVENTS}/${event.id}`;
  const [street, ...rest] = school.addressLines;
  const data = event.sessions.map((session) => ({
    "@context": "https://schema.org", "@type": "Event", name: plain(event.words.title.body), description: plain(event.words.what.body), inLanguage: locale, url,
    startDate: session.startsAt.toISOString(), endDate: session.endsAt.toISOString(), isAccessibleForFree: true, eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    eventStatus: `https://schema.org/${event.state === "cancelled" || session.cancelledAt ? "EventCancelled" : "EventScheduled"}`,
    location: { "@type": "Place", name: plain(event.words.place.body) || school.name, address: { "@type": "PostalAddress", streetAddress: street ?? "", addressLocality: rest.at(0) ?? "", postalCode: rest.at(-1) ?? "", addressCountry: "GB" } },
    organizer: { "@type": "EducationalOrganization", name: school.name, telephone: school.phone, url: env().PUBLIC_URL },
    offers: { "@type": "Offer", price: 0, priceCurrency: "GBP", url: `${url}/book`, availability: `https://schema.org/${session.fullness === "full" ? "SoldOut" : "InStock"}` },
  }));
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replace(/</g, "\\u003c") }} />;
}
