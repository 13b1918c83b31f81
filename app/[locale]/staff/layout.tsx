import { notFound } from "next/navigation";
import type { ReactNode } from "react";

import { StaffShell } from "@/app/_features/shell/staff-shell";
import { getContext } from "@/app/_trpc/server";

/** Pages guard themselves; the frame only draws what this person's roles can use. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const ctx = await getContext();
  if (ctx.actor.kind === "person" && ctx.actor.posts.length === 0) notFound();
  return <StaffShell actor={ctx.actor} schoolName={ctx.school.name}>{children}</StaffShell>;
}
