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
  experimental: {
    serverActions: { bodySizeLimit: "64mb" },
    // A page's code is read when it is first asked for. Of all pages at once it was half of the time of a start.
    preloadEntriesOnStart: false,
    // Node reads the map of every file that it loads when the front runs by tsx, a third of that again; and writing them is a part of the build.
    serverSourceMaps: false,
  },
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
