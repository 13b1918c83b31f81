import type { getApi } from "@/app/_trpc/server";

type Languages = Awaited<ReturnType<typeof getApi>>["languages"];

/** What the procedures of languages answer, as pages get it. */
export type Queue = Awaited<ReturnType<Languages["workbench"]["queue"]>>;
export type WorkItem = Awaited<ReturnType<Languages["workbench"]["item"]>>;
export type Glossary = Awaited<ReturnType<Languages["glossary"]["list"]>>;
export type Service = Awaited<ReturnType<Languages["service"]["get"]>>;
export type Invites = Awaited<ReturnType<Languages["outside"]["invites"]>>;
export type Outside = Awaited<ReturnType<Languages["outside"]["list"]>>;
export type Imports = Awaited<ReturnType<Languages["exchange"]["imports"]>>;
