import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./server/lib/i18n/request.ts");

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  // The front (server/front) compresses, sets headers and checks Origin for every response.
  compress: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Types are what `npm run check` checks; whoever starts the system does not wait for it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "64mb" } },
  serverExternalPackages: [
    "mediabunny",
    "@myriaddreamin/typst-ts-node-compiler",
    "graphile-worker",
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "nodemailer",
    "smtp-server",
    "mailparser",
  ],
};

export default withNextIntl(config);
