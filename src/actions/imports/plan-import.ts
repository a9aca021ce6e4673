import type { CityConfiguration, Outcome, Service } from '../../core/cities/configuration.ts';
import { withinCoverage } from '../../core/deadlines/calendar.ts';
import { planFiling, type FilingPlan } from '../../queries/plan-filing.ts';
import { tellPast, type PastHistory } from './past-history.ts';
import type { PastPetition, RejectionCode, RowProblem, RowResult } from './past-petition.ts';
import { soundPlace, type Point } from './past-place.ts';

/** A row that comes in: everything that is written for it. */
export interface PlannedImport {
  readonly row: PastPetition;
  readonly service: Service;
  readonly plan: FilingPlan;
  readonly point: Point | null;
  readonly history: PastHistory;
}

export type PlannedRow =
  | { readonly planned: PlannedImport; readonly result: RowResult }
  | { readonly planned: null; readonly result: RowResult };

type Wrong = RowProblem & { readonly code: RejectionCode };

/** What the city's rules make of one row of the past. Pure given the configuration and the instant now. */
export function planImport(city: CityConfiguration, row: PastPetition, now: string): PlannedRow {
  const service = city.services_by_code.get(row.service_code);
  if (service === undefined) return rejected(row, { field: 'service', code: 'service_unknown' });
  const outcome = row.outcome_code === null ? null : (city.outcomes.get(row.outcome_code) ?? null);
  if (outcome === null && (row.stage === 'closed' || row.reopened)) {
    return rejected(row, { field: 'status', code: 'outcome_unknown' });
  }
  const wrong = wrongDates(row, now);
  if (wrong !== null) return rejected(row, wrong);
  const place = soundPlace(city, row);
  const made = withinCoverage(() => {
    const facts = { service, channel: row.channel, identity: 'anonymous', ...place } as const;
    const plan = planFiling(city, { ...facts, received_at: row.received_at });
    return { plan, history: tellPast({ city, row, plan, service, outcome: outcome as Outcome | null, now }) };
  });
  if (!made.accepted) return rejected(row, { field: 'received', code: 'outside_calendar_coverage' });
  const { plan, history } = made.value;
  const problems = [...place.problems, ...remarks(row, plan)];
  const { authority, unit } = plan;
  const where = { service: service.code, authority: authority.code, unit: `${authority.code}/${unit.code}` };
  const result = {
    line: row.line,
    result: 'imported',
    problems,
    ...where,
    stage: stageOf(row, plan),
  } as const;
  return { planned: { row, service, plan, point: place.point, history }, result };
}

function remarks(row: PastPetition, plan: FilingPlan): RowProblem[] {
  const problems: RowProblem[] = [];
  if (plan.lines.length === 0) problems.push({ field: 'received', code: 'no_term_in_force' });
  return problems;
}

function wrongDates(row: PastPetition, now: string): Wrong | null {
  const [received, today] = [Date.parse(row.received_at), Date.parse(now)];
  if (received > today) return { field: 'received', code: 'received_in_future' };
  if (row.closed_at === null) return null;
  const closed = Date.parse(row.closed_at);
  if (closed < received) return { field: 'closed', code: 'closed_before_received' };
  return closed > today ? { field: 'closed', code: 'closed_in_future' } : null;
}

/** As the report counts it: what is open again is told apart, and what no rule gave to a unit is only received. */
function stageOf(row: PastPetition, plan?: FilingPlan): string {
  if (row.reopened) return 'reopened';
  return row.stage === 'assigned' && plan?.route.rule === undefined ? 'received' : row.stage;
}

function rejected(row: PastPetition, problem: Wrong): PlannedRow {
  const nowhere = { authority: null, unit: null, service: row.service_code, stage: stageOf(row) };
  return {
    planned: null,
    result: { line: row.line, result: 'rejected', problems: [problem], ...nowhere },
  };
}
