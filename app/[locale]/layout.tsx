import "@/app/_ui/theme.css";

import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";

import { getDisplay } from "@/app/_trpc/display";
import { findLanguage, hasCatalogue } from "@/server/lib/i18n/languages";

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#0a544d" };

export const metadata: Metadata = {
  icons: { icon: "/icon.svg" },
  formatDetection: { telephone: false, email: false, address: false },
  referrer: "same-origin",
};

export default async function RootLayout({ children, params }: { children: ReactNode; params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const language = findLanguage(locale);
  if (!language || !hasCatalogue(locale)) notFound();
  return (
    <html lang={language.tag} dir={language.dir} data-display={(await getDisplay()).join(" ") || undefined}>
      <body>{children}</body>
    </html>
  );
}
