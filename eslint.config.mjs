import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import { readFileSync, readdirSync } from "node:fs";

const without = (...prefixes) => Object.fromEntries(nextVitals.flatMap(({ rules = {} }) => Object.keys(rules)).filter((name) => prefixes.some((prefix) => name.startsWith(prefix))).map((name) => [name, "off"]));

/** Files of app/ with a component that renders again, or a hook: what the compiler's rules are about. A component of the server renders once. */
const again = readdirSync(new URL("app", import.meta.url), { recursive: true, encoding: "utf8" })
  .map((file) => `app/${file.replaceAll("\\", "/")}`)
  .filter((file) => /\.tsx?$/.test(file) && /["']use client["']|\buse[A-Z]\w*\(/.test(readFileSync(new URL(file, import.meta.url), "utf8")));

const config = [
  { ignores: [".next*/**", ".data/**", ".cache/**", "node_modules/**", "server/lib/db/generated/**", "next-env.d.ts", "test-results/**", "playwright-report/**", "public/**"] },
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
      // Pages are finished HTML: plain links and pictures, no client router and no image service.
      "@next/next/no-html-link-for-pages": "off",
      "@next/next/no-img-element": "off",
    },
  },
  { files: ["scripts/**", "bench/**", "prisma/seed.ts"], rules: { "no-console": "off" } },
  // The compiler's rules would read every file for nothing. And on the server "use" is a verb: useLink is no hook.
  { files: ["**/*"], ignores: again.map((file) => file.replace(/[[\]()]/g, "\\$&")), rules: without("react-hooks/") },
  // Nor can a file without markup hold an element: the rules for elements need not walk it.
  { files: ["**/*.ts", "**/*.mjs"], rules: without("react/", "jsx-a11y/") },
  {
    files: ["app/**"],
    rules: {
      "no-restricted-imports": ["error", {
        patterns: [
          { group: ["@/server/features/**/queries", "@/server/features/**/commands", "@/server/features/**/policy", "@/server/features/**/rules", "@/server/features/**/jobs"], message: "Pages call procedures through getApi() in app/_trpc/server, never queries or commands." },
          { group: ["@/server/lib/db/client", "@/server/lib/db/generated/client"], message: "app/ never touches the database: call a procedure." },
        ],
      }],
    },
  },
  { files: ["app/_trpc/server.ts", "app/**/*.test.ts"], rules: { "no-restricted-imports": "off" } },
];

export default config;
