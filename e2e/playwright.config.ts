import { execFileSync } from "node:child_process";

import { defineConfig } from "@playwright/test";

/** The browser without a window's parts opens a page in less than half the time; a whole one serves as well. */
function chromium(): string | undefined {
  if (process.env.PW_OWN_BROWSER === "1") return undefined;
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const name of ["chromium-headless-shell", "chromium", "chromium-browser"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      continue;
    }
  }
  return undefined;
}

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    viewport: { width: 360, height: 740 },
    locale: "en-GB",
    timezoneId: "Europe/London",
    // Families may have scripts switched off; staff suites switch them on.
    javaScriptEnabled: false,
    // A trace of every step costs a fifth of the time; what stood on the page when a test failed is written down anyway.
    trace: process.env.KINGSGATE_TRACE === "1" ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: chromium(),
      args: ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", ...sandbox],
    },
  },
});
