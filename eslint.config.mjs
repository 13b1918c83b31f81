import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const withoutHooks = Object.fromEntries(nextVitals.flatMap(({ rules = {} }) => Object.keys(rules)).filter((name) => name.startsWith("react-hooks/")).map((name) => [name, "off"]));

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
  // No component lives here: the compiler's rules would read every file for nothing. And on the server "use" is a verb: useLink is no hook.
  { files: ["server/**", "e2e/**", "scripts/**", "bench/**"], rules: withoutHooks },
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
