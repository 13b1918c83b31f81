#!/usr/bin/env node
// npm start [-- --port N] [--scale N]   and   npm run dev: the whole of Kingsgate from one command.
import { randomUUID } from "node:crypto";
import { authSecret, dataFolder, isDemo, isReady, isSeeded, isTaken, launchApp, openAppRole, openDatabase, prepareDatabase, seedDatabase } from "./app.mjs";
import { buildApp, distDir, isBuilt } from "./build.mjs";
import { freePort } from "./postgres.mjs";
import { exitOf, readOptions, runMain, step } from "./process.mjs";

await runMain(async (defer) => {
  const options = readOptions(process.argv.slice(2), ["dev"]);
  const port = Number(options.port ?? process.env.PORT ?? 3000);
  const host = process.env.HOST ?? "localhost";
  const publicUrl = process.env.PUBLIC_URL ?? `http://localhost:${port}`;
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`There is no port ${options.port ?? process.env.PORT}.`);
  if (options.scale && !(Number(options.scale) > 0)) throw new Error("--scale needs a number above 0, such as 10.");
  if (await isTaken(port, host)) throw new Error(`Port ${port} is in use. Stop what runs there, or choose another: npm start -- --port ${port + 1}`);

  const demo = isDemo();
  console.log(`Kingsgate${demo ? ", with the demo school" : ""}`);
  const database = await step(process.env.DATABASE_URL ? "Your database" : "Database", openDatabase);
  defer(database.close);
  const { url } = database;
  const env = { DATABASE_URL: url, AUTH_SECRET: authSecret(), KINGSGATE_DEMO: demo ? "1" : "0", KINGSGATE_DATA: dataFolder(), HOST: host, PUBLIC_URL: publicUrl };

  await step("Tables", () => prepareDatabase(url));
  const dist = distDir();
  const missing = [];
  if (demo && (options.scale || !(await isSeeded(url)))) missing.push(["Demo school", () => seedDatabase(url, { scale: options.scale, remember: true })]);
  if (!options.dev && !isBuilt(dist)) missing.push(["Pages (this takes a moment after a change)", () => buildApp({ dist, env })]);
  // Side by side: neither needs the other.
  if (missing.length > 0) await step(missing.map(([words]) => words).join(", "), () => Promise.all(missing.map(([, make]) => make())));
  // The demo brings its own mail server; a second Kingsgate on this machine must not want the same port.
  if (demo && !process.env.SMTP_URL) env.SMTP_URL = `smtp://127.0.0.1:${await freePort()}`;
  // And its own service for text messages and letters, which takes this key alone.
  if (demo && !process.env.NOTIFY_API_KEY) {
    const [serviceId, secret, template] = [randomUUID(), randomUUID(), randomUUID()];
    Object.assign(env, { NOTIFY_URL: `http://127.0.0.1:${await freePort()}`, NOTIFY_API_KEY: `demo-${serviceId}-${secret}`, NOTIFY_TEXT_TEMPLATE: template, NOTIFY_LETTERS: "1" });
  }
  const appUrl = await openAppRole(url, env.AUTH_SECRET);

  const app = launchApp({ databaseUrl: url, port, env: { ...env, APP_DATABASE_URL: appUrl, NODE_ENV: options.dev ? "development" : "production" } });
  const ended = exitOf(app);
  if (await isReady(app, `http://${host === "0.0.0.0" || host === "::" ? "localhost" : host}:${port}`, options.dev ? 120_000 : 60_000)) {
    console.log(`\n  Kingsgate is open: ${publicUrl}\n  Press Ctrl-C to close it.\n`);
  }
  return ended;
}, { runsUntilStopped: true });
