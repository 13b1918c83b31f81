import type { StaffCtx } from "@/server/lib/context";
import type { Term } from "@/server/lib/db/generated/enums";

import { reportPupils, visibleClasses } from "../policy";
import { type DueState, dayOf, dueState } from "../rules";

export interface ClassProgress {
  classGroupId: string;
  name: string;
  /** Reports by state, of pupils whom this person may see. */
  writing: number;
  ready: number;
  checked: number;
  published: number;
  withdrawn: number;
  total: number;
}

export interface RoundItem {
  roundId: string;
  term: Term;
  schoolYear: number;
  yearGroups: number[];
  subjects: string[];
  /** Days, "2026-11-23". */
  opensOn: string;
  dueOn: string;
  due: DueState;
  closedAt: Date | null;
  classes: ClassProgress[];
}

/** The rounds of the school, newest first, with how far each class of this person's is: four statements. */
export async function listRounds(ctx: StaffCtx): Promise<RoundItem[]> {
  const rounds = await ctx.db.reportRound.findMany({ orderBy: [{ schoolYear: "desc" }, { opensOn: "desc" }] });
  const groups = await ctx.db.classGroup.findMany({ where: visibleClasses(ctx.actor), select: { id: true, name: true }, orderBy: [{ name: "asc" }, { id: "asc" }] });
  const pupils = await ctx.db.pupil.findMany({ where: reportPupils(ctx.actor, ctx.now), select: { id: true } });
  const counts = await ctx.db.$queryRaw<{ round_id: string; class_group_id: string; state: keyof Omit<ClassProgress, "classGroupId" | "name" | "total">; count: number }[]>`
    SELECT r.round_id, e.class_group_id, r.state::text AS state, count(*)::int AS count
    FROM report r JOIN enrolment e ON e.pupil_id = r.pupil_id AND e.ended_at IS NULL
    WHERE e.class_group_id = ANY(${groups.map((group) => group.id)}::uuid[]) AND r.pupil_id = ANY(${pupils.map((pupil) => pupil.id)}::uuid[])
    GROUP BY r.round_id, e.class_group_id, r.state`;
  const names = new Map(groups.map((group) => [group.id, group.name]));
  return rounds.map((round) => {
    const classes = new Map<string, ClassProgress>();
    for (const { round_id, class_group_id, state, count } of counts) {
      if (round_id !== round.id) continue;
      const progress = classes.get(class_group_id) ?? {
        classGroupId: class_group_id, name: names.get(class_group_id) ?? "", writing: 0, ready: 0, checked: 0, published: 0, withdrawn: 0, total: 0,
      };
      progress[state] += count;
      progress.total += count;
      classes.set(class_group_id, progress);
    }
    return {
      roundId: round.id, term: round.term, schoolYear: round.schoolYear, yearGroups: round.yearGroups, subjects: round.subjects,
      opensOn: dayOf(round.opensOn), dueOn: dayOf(round.dueOn), due: dueState(round, ctx.now, ctx.school.zone), closedAt: round.closedAt,
      classes: [...classes.values()].sort((a, b) => a.name.localeCompare(b.name, "en")),
    };
  });
}
