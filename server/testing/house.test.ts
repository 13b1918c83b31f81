import { describe, expect, it } from "vitest";

import { files, imports, isCode, isTest, lineCount, reach, read } from "./tree";

const tiers: Record<string, number> = {
  people: 0, languages: 1, delivery: 1, reports: 2, plan: 2, "sign-in": 2, calendar: 2, events: 2, meetings: 2, messages: 2, contacts: 2, newsletters: 2, learning: 2,
  rewards: 2, feedback: 2, insight: 3,
};
const rootFiles = [
  "next.config.ts", "tsconfig.json", "package.json", "package-lock.json", "proxy.ts", "instrumentation.ts", "prisma.config.ts", "postcss.config.mjs",
  "eslint.config.mjs", "README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE",
];
const rootFolders = ["app", "server", "messages", "prisma", "public", "e2e", "scripts", "bench"];
const featureFiles = /^(schema|policy|rules|queries|commands|jobs|router)(\.[a-z-]+)?(\.test)?\.ts$|^[a-z-]+\.test\.ts$|^print\.typ$/;

const code = files.filter((file) => isCode(file) && /^(app|server)\//.test(file) && !file.includes("/generated/"));
const source = code.filter((file) => !isTest(file) && !file.startsWith("server/testing/"));
const featureOf = (file: string) => /^server\/features\/([^/]+)\//.exec(file)?.[1];

describe("the house", () => {
  it("has a closed list of root files and folders", () => {
    const roots = files.filter((file) => !file.includes("/") && !file.startsWith("."));
    expect(roots.filter((file) => !rootFiles.includes(file))).toEqual([]);
    const folders = new Set(files.filter((file) => file.includes("/") && !file.startsWith(".")).map((file) => file.split("/")[0]));
    expect([...folders].filter((folder) => !rootFolders.includes(folder ?? ""))).toEqual([]);
  });

  it("keeps the closed list of files in a feature", () => {
    const strangers = files.filter((file) => featureOf(file) && !featureFiles.test(file.split("/").at(-1) ?? ""));
    expect(strangers).toEqual([]);
    expect(files.map(featureOf).filter((feature) => feature && !(feature in tiers))).toEqual([]);
  });

  it("has no drawer for things without a home", () => {
    const drawers = code.filter((file) => /\/(utils?|helpers?|types|index|misc|common|shared)\.tsx?$/.test(file));
    expect(drawers).toEqual([]);
    const names = code.filter((file) => !/^(\[|\(|[a-z0-9])/.test(file.split("/").at(-1) ?? "") || /[A-Z_]/.test(file.split("/").at(-1) ?? ""));
    expect(names).toEqual([]);
  });

  it("gives every feature of tier 2 its five rooms", () => {
    const missing = Object.entries(tiers)
      .filter(([feature, tier]) => tier === 2 && files.some((file) => file.startsWith(`server/features/${feature}/`)))
      .flatMap(([feature]) => [`app/_features/${feature}/`, `messages/en/${feature}.json`, `prisma/models/${feature}.prisma`, `e2e/${feature}/`])
      .filter((room) => !files.some((file) => file.startsWith(room)));
    expect(missing).toEqual([]);
  });
});

/** Why an import is against the house, or null. */
function fault(from: string, to: string): string | null {
  const say = (why: string) => `${from} -> ${to}: ${why}`;
  if (from.startsWith("server/") && to.startsWith("app/")) return say("server never imports app");
  if (to.startsWith("server/testing/") && !from.startsWith("server/testing/")) return say("only tests use server/testing");
  if (from.startsWith("app/_ui/") && !to.startsWith("app/_ui/")) return say("the design system knows no words and no domain");
  if (from.startsWith("app/_features/") && to.startsWith("app/[locale]/")) return say("features never import pages");
  if (from.startsWith("app/") && !from.startsWith("app/_trpc/") && !from.startsWith("app/api/")) {
    const [mine, theirs] = [from, to].map((file) => /^app\/_features\/([^/]+)\//.exec(file)?.[1]);
    if (mine && theirs && mine !== theirs && theirs !== "shell") return say("a page composes two features, features do not");
    if (/^server\/features\//.test(to) && !/\/schema(\.[a-z-]+)?\.ts$/.test(to)) return say("pages call procedures; only schema.ts is for them");
    if (to === "server/lib/db/client.ts" || to === "server/root.ts") return say("pages call procedures by app/_trpc");
  }
  if (from.startsWith("server/lib/") && to.startsWith("server/features/")) return say("lib knows no domain");
  const [mine, theirs] = [featureOf(from), featureOf(to)];
  if (!mine || !theirs || mine === theirs) return null;
  const [low, high] = [tiers[theirs] ?? 9, tiers[mine] ?? 0];
  if (low > high) return say("a lower tier never imports a higher one");
  if (low === high && low === 2) return say("features of tier 2 never import one another");
  return null;
}

describe("imports", () => {
  it("run one way", () => {
    const faults = source.flatMap((from) => imports(from).map((to) => fault(from, to))).filter(Boolean);
    expect(faults).toEqual([]);
  });

  it("would be caught going the wrong way", () => {
    expect(fault("server/features/people/queries.ts", "server/features/reports/queries.ts")).not.toBeNull();
    expect(fault("server/features/reports/queries.ts", "server/features/plan/queries.ts")).not.toBeNull();
    expect(fault("app/[locale]/staff/page.tsx", "server/features/people/queries.ts")).not.toBeNull();
    expect(fault("server/lib/clock.ts", "server/features/people/policy.ts")).not.toBeNull();
  });

  it("have no cycles", () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, trail: string[]) => {
      const at = trail.indexOf(file);
      if (at >= 0) return void cycles.push([...trail.slice(at), file].join(" -> "));
      if (done.has(file)) return;
      for (const target of imports(file)) if (isCode(target) && !target.includes("/generated/")) walk(target, [...trail, file]);
      done.add(file);
    };
    for (const file of source) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it("bring no client component into public and family pages", () => {
    const pages = source.filter((file) => /^app\/\[locale\]\/(\(public\)|family)\//.test(file));
    const clients = pages.flatMap((page) => [page, ...reach(page)].filter((file) => /^["']use client["']/.test(read(file))).map((file) => `${page}: ${file}`));
    expect(pages.length).toBeGreaterThan(3);
    expect(clients).toEqual([]);
  });

  it("keep commands and queries free of Next and of tRPC", () => {
    const inner = source.filter((file) => /server\/features\/.*(queries|commands|rules|policy|jobs)(\.[a-z-]+)?\.ts$/.test(file));
    const bad = inner.filter((file) => /from "(next\/|next"|@trpc\/)/.test(read(file)));
    expect(bad).toEqual([]);
    const routers = source.filter((file) => /server\/features\/.*router\.ts$/.test(file)).filter((file) => /db\/client|\.db\./.test(read(file)));
    expect(routers).toEqual([]);
  });
});

describe("budgets", () => {
  it("keep files short", () => {
    const long = source.filter((file) => lineCount(file) > 400);
    const routers = source.filter((file) => /\/router\.ts$/.test(file) && lineCount(file) > 120);
    const pages = source.filter((file) => /\/page\.tsx$/.test(file) && lineCount(file) > 80);
    const tests = files.filter((file) => isTest(file) && lineCount(file) > 500);
    expect({ long, routers, pages, tests }).toEqual({ long: [], routers: [], pages: [], tests: [] });
    const sizes = source.filter((file) => file !== "app/_ui/icon-paths.ts").map(lineCount).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length * 0.95)]).toBeLessThanOrEqual(250);
  });

  it("allow no any, no ignored error, no skipped or lone test, no leftovers", () => {
    const bad = [/:\s*any\b(?=\s*[;,)=\]>|&}])/, /\bas any\b/, /<any>/, /@ts-(ignore|nocheck)/, /\bTODO\b|\bFIXME\b/, /\b(it|test|describe)\.(skip|only|todo|fixme)\b/];
    const found = files
      .filter((file) => isCode(file) && file !== "server/testing/house.test.ts")
      .flatMap((file) => bad.filter((pattern) => pattern.test(read(file))).map((pattern) => `${file}: ${pattern}`));
    expect(found).toEqual([]);
  });

  it("name no machine", () => {
    const texts = files.filter((file) => /\.(ts|tsx|mjs|mts|md|json|prisma|sql|css|typ|sh|yml|run)$|^\.ci\/run$/.test(file) && file !== "package-lock.json" && file !== "server/testing/house.test.ts");
    const bad = texts.filter((file) => /\/(work|farm)\/(main|shared|in|\.library)|\/root\/|\/tmp\/kg\b/.test(read(file)));
    expect(bad).toEqual([]);
  });
});

describe("the schema", () => {
  const models = files.filter((file) => /^prisma\/models\/.*\.prisma$/.test(file)).map(read).join("\n");
  const blocks = [...models.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(([, name, body]) => ({ name: name ?? "", body: body ?? "" }));

  it("says what happens on delete and has an index for every relation", () => {
    const faults = blocks.flatMap(({ name, body }) =>
      [...body.matchAll(/@relation\(fields: \[(\w+)\][^)]*\)/g)].flatMap(([relation, field]) => {
        const first = new RegExp(`@@(index|unique|id)\\(\\[${field}[,\\]]|${field}\\s+\\S+.*@(unique|id)`).test(body);
        return [relation.includes("onDelete:") ? "" : `${name}.${field}: no onDelete`, first ? "" : `${name}.${field}: no index`].filter(Boolean);
      }),
    );
    expect(faults).toEqual([]);
  });

  it("puts a school on every table and a wall around it", () => {
    const open = ["School", "StatutoryRequirement"];
    expect(blocks.filter(({ name, body }) => !open.includes(name) && !/schoolId\s+String\s/.test(body)).map(({ name }) => name)).toEqual([]);
  });
});
