// For suites that kill: the whole app as `npm start` runs it (its front, its pages and its worker in one process), several beside each other on one database,
// and a member of staff who writes to families through their doors and asks again until each letter was taken.
import { randomUUID } from "node:crypto";
import { openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isReady, launchApp, openAppRole } from "./app.mjs";
import { freePort } from "./postgres.mjs";
import { exitOf } from "./process.mjs";

const AT_ONCE = 10;
const LANES = 2;

/** Apps that are killed and started again. `databaseUrl` is asked at each start: a database that was killed may come back at another port. */
export async function startApps({ count, databaseUrl, env, log }) {
  const stdio = openSync(log, "a");
  let over = false;
  let more = {};
  const start = async (app) => {
    app.ready = false;
    while (!over) {
      const url = databaseUrl();
      const role = await openAppRole(url, env.AUTH_SECRET);
      if (!role) { await sleep(50); continue; } // the database is coming back
      app.child = launchApp({ databaseUrl: url, port: app.port, stdio, env: { ...env, ...more, PUBLIC_URL: app.base, APP_DATABASE_URL: role } });
      if (await isReady(app.child, app.base)) return void (app.ready = !over);
    }
  };
  const all = [];
  for (let nth = 0; nth < count; nth++) {
    const port = await freePort();
    const app = { port, base: `http://localhost:${port}`, ready: false, child: undefined };
    app.up = start(app);
    all.push(app);
  }
  const kill = async (app) => {
    app.ready = false;
    app.child.kill("SIGKILL");
    await exitOf(app.child);
  };
  let next = 0;
  return {
    all,
    ready: () => Promise.all(all.map(({ up }) => up)),
    /** Kills one, in turn; it is started again beside the others. Nobody waits for it here. */
    killOne: async () => {
      const app = all[next++ % all.length];
      await kill(app);
      app.up = start(app);
    },
    /** Kills all at once, and whatever `others` kills; then they start again. */
    killAll: async (others) => {
      await Promise.all([...all.map(kill), others()]);
      for (const app of all) app.up = start(app);
    },
    /** Kills all at once; one starts again, with other settings. */
    leaveOne: async (settings) => {
      await Promise.all(all.map(({ up }) => up));
      await Promise.all(all.map(kill));
      more = settings;
      all.splice(1);
      await (all[0].up = start(all[0]));
    },
    stop: async () => {
      over = true;
      await Promise.all(all.map(async ({ child }) => (child?.kill("SIGKILL"), child && exitOf(child))));
    },
  };
}

/**
 * Writes to readers in their order through whichever app is up, each with a key drawn once, as a page's form has it: asked again after a lost answer it is one letter.
 * `allow` says up to which reader; `taken` how many were answered with yes.
 */
export function writeThrough({ apps, cookie, readers }) {
  const letters = readers.map(({ adult_id: adultId, pupil_id: pupilId }) => ({ key: randomUUID(), adultIds: [adultId], pupilId, team: "office", words: "Please bring a warm coat." }));
  let allowed = 0;
  let given = 0;
  let taken = 0;
  let asked = 0;
  let over = false;
  const send = async (batch) => {
    const app = apps.all.filter(({ ready }) => ready)[asked++ % 2] ?? apps.all.find(({ ready }) => ready);
    if (!app) return batch;
    const answer = await fetch(`${app.base}/api/trpc/${batch.map(() => "messages.answer").join(",")}?batch=1`, {
      method: "POST", headers: { "content-type": "application/json", cookie, origin: app.base }, body: JSON.stringify(Object.fromEntries(batch.entries())), signal: AbortSignal.timeout(10_000),
    }).then((got) => got.json()).catch(() => []);
    const left = batch.filter((_, nth) => !answer[nth]?.result);
    taken += batch.length - left.length;
    return left;
  };
  const lane = async () => {
    while (!over) {
      if (given >= Math.min(allowed, letters.length)) { await sleep(5); continue; }
      const upTo = Math.min(given + AT_ONCE, allowed, letters.length);
      let batch = letters.slice(given, upTo);
      given = upTo;
      while (!over && (batch = await send(batch)).length > 0) await sleep(30);
    }
  };
  const lanes = Promise.all(Array.from({ length: LANES }, lane));
  return {
    allow: (upTo) => (allowed = upTo),
    taken: () => taken,
    stop: () => ((over = true), lanes),
  };
}
