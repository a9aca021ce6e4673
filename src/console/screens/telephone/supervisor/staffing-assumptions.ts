import type { PlanAsked } from '../../../../core/telephony/erlang-plan.ts';
import type { StaffingHistory } from '../../../api.generated.ts';
import type { PlainSearch } from '../../../layout/search-params.ts';

export type Assumptions = Omit<PlanAsked, 'calls'>;

/** Where nobody measured and nobody typed. */
const usual_handling_s = 180;
const usual_shrinkage = 0.3;
const usual_goal = { target_percent: 80, answer_within_s: 20 };

/** What is typed in the address, else what was measured, else the goal of the chosen queue, else 80/20 and 30 %. */
export function usual(told: StaffingHistory, search: PlainSearch): Assumptions {
  const queue = told.queues.find(({ id }) => id === search['queue']) ?? told.queues[0] ?? usual_goal;
  const typed = (name: string, least: number, most: number): number | null => {
    const value = Number(search[name] || Number.NaN);
    return Number.isNaN(value) ? null : Math.min(most, Math.max(least, value));
  };
  return {
    handling_s: typed('aht', 1, 7200) ?? told.handling_s ?? usual_handling_s,
    target: {
      share: (typed('sl', 1, 99) ?? Math.min(99, queue.target_percent)) / 100,
      within_s: typed('within', 1, 3600) ?? queue.answer_within_s,
    },
    shrinkage: (typed('shrinkage', 0, 90) ?? usual_shrinkage * 100) / 100,
  };
}
