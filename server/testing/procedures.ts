import type { Access } from "@/server/lib/trpc/base";

interface ProcedureFacts {
  /** Dotted name, as a client calls it. */
  name: string;
  type: "query" | "mutation" | "subscription";
  access: Access | undefined;
}

interface Internals {
  _def: { procedures: Record<string, { _def: { type: ProcedureFacts["type"]; meta?: { access?: Access } } }> };
}

/** Every procedure of a router with its access rule. The one place that looks inside tRPC. */
export function procedures(router: unknown): ProcedureFacts[] {
  const { procedures: all } = (router as Internals)._def;
  return Object.entries(all).map(([name, procedure]) => ({ name, type: procedure._def.type, access: procedure._def.meta?.access }));
}
