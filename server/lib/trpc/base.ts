import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";

import type { StaffMember } from "../auth/actor";
import type { Ctx } from "../context";
import type { StaffRole } from "../db/generated/enums";
import { AppError, type ErrorCode } from "../errors";

/** Who may call a procedure. The house test refuses a procedure without it; the access matrix is generated from it. */
export type Access =
  | { who: "public" }
  | { who: "signed_in" }
  | { who: "family" }
  | { who: "staff"; roles: readonly StaffRole[] };

interface Meta {
  access: Access;
}

const trpcCodes = {
  not_found: "NOT_FOUND",
  not_allowed: "FORBIDDEN",
  sign_in_required: "UNAUTHORIZED",
  second_factor_required: "UNAUTHORIZED",
  invalid_input: "BAD_REQUEST",
  conflict: "CONFLICT",
  expired: "PRECONDITION_FAILED",
  rate_limited: "TOO_MANY_REQUESTS",
  too_large: "PAYLOAD_TOO_LARGE",
  unavailable: "SERVICE_UNAVAILABLE",
  unexpected: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const t = initTRPC
  .context<Ctx>()
  .meta<Meta>()
  .create({
    errorFormatter({ shape, error }) {
      const app = toAppError(error);
      // Codes only: no message, no stack, no zod text ever leaves the server.
      return { ...shape, message: app.code, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, app: app.code, fields: app.fields } };
    },
  });

/** The application's error behind whatever tRPC threw. Zod faults become invalid_input with a code a field. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof TRPCError) {
    if (error.cause instanceof AppError) return error.cause;
    if (error.cause instanceof ZodError) return new AppError("invalid_input", zodFields(error.cause));
    if (error.code === "NOT_FOUND") return new AppError("not_found");
    if (error.code === "BAD_REQUEST") return new AppError("invalid_input");
  }
  if (error instanceof ZodError) return new AppError("invalid_input", zodFields(error));
  return new AppError("unexpected", {}, { cause: error });
}

function zodFields(error: ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issue.code]));
}

const guarded = t.procedure.use(async ({ ctx, meta, next }) => {
  refuse(ctx, meta?.access);
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    throw new TRPCError({ code: trpcCodes[result.error.cause.code], message: result.error.cause.code, cause: result.error.cause });
  }
  return result;
});

/** Throws unless the actor may call a procedure with this access. No access rule: nobody may. */
function refuse(ctx: Ctx, access: Access | undefined): void {
  if (!access) throw asTrpc(new AppError("not_allowed"));
  if (access.who === "public") return;
  if (ctx.actor.kind === "visitor") throw asTrpc(new AppError("sign_in_required"));
  if (access.who !== "staff") return;
  if (ctx.actor.posts.length > 0 && ctx.actor.roles.length === 0) throw asTrpc(new AppError("second_factor_required"));
  // A parent who tries a staff procedure learns nothing, not even that it exists.
  if (!ctx.actor.roles.some((role) => access.roles.includes(role))) throw asTrpc(new AppError("not_found"));
}

function asTrpc(error: AppError): TRPCError {
  return new TRPCError({ code: trpcCodes[error.code], message: error.code, cause: error });
}

/** Anyone, signed in or not. */
export const publicProcedure = guarded.meta({ access: { who: "public" } });

function person(ctx: Ctx) {
  if (ctx.actor.kind !== "person") throw asTrpc(new AppError("sign_in_required"));
  return { ctx: { ...ctx, actor: ctx.actor } };
}

/** Anyone with a session, whatever the role. */
export const signedInProcedure = guarded.meta({ access: { who: "signed_in" } }).use(({ ctx, next }) => next(person(ctx)));

/** A parent or carer in that role: the access rule of people/policy decides which child. */
export const familyProcedure = guarded.meta({ access: { who: "family" } }).use(({ ctx, next }) => next(person(ctx)));

/** A member of staff with one of these roles and the second factor given. */
export function staffProcedure(...roles: [StaffRole, ...StaffRole[]]) {
  return guarded
    .meta({ access: { who: "staff", roles } })
    .use(({ ctx, next }) => {
      const { ctx: narrowed } = person(ctx);
      return next({ ctx: { ...narrowed, actor: narrowed.actor as StaffMember } });
    });
}

export const createRouter = t.router;
export const createCallerFactory = t.createCallerFactory;
