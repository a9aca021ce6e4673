import type { PlaceClass } from './place-class.ts';

/** What a petition would tell with everything else known of it; null: not known, or its class does not tell it. */
export interface Telltale {
  readonly neighbourhood: string | null;
  readonly borough: string | null;
  readonly service: string;
  readonly group: string | null;
  /** Of two petitions about the same thing one may be private, and so of another class. */
  readonly place_class: PlaceClass;
  /** Monday of its week. */
  readonly week: string | null;
}

export interface CountedTelltale extends Telltale {
  readonly count: number;
}

/** What is still told at each step; the steps are climbed only as far as a crowd of `k` needs. */
export const steps = [
  ['borough', 'neighbourhood', 'service', 'place_class', 'week'],
  ['borough', 'neighbourhood', 'service', 'place_class'],
  ['borough', 'service', 'place_class'],
  ['borough', 'group', 'place_class'],
  ['group'],
  [],
] as const satisfies readonly (readonly (keyof Telltale)[])[];

/** How many of `steps` were climbed; `withheld` where even the month has no crowd. */
export type Step = number | 'withheld';

/** The smallest crowd in which a row may be told. */
export const smallestCrowd = 5;

export const keyOf = (telltale: Telltale): string => keyAt(telltale, 0);

/** Those of a month that a file tells apart by nothing: a row says its step too. */
export const crowdOf = (telltale: Telltale, step: number): string =>
  JSON.stringify([step, keyAt(telltale, step)]);

const keyAt = (telltale: Telltale, step: number): string =>
  JSON.stringify(steps[step]!.map((name) => telltale[name]));

interface Cell extends CountedTelltale {
  readonly key: string;
}
interface Released {
  readonly step: number;
  readonly cells: readonly Cell[];
}

const sizeOf = (cells: readonly Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0);

/**
 * How far each cell of one month must be generalised so that every combination that is told is told of at least `k`
 * petitions. What is left over at a step with fewer than `k` takes the neighbouring group that loses least up with it
 * (complementary suppression): else subtracting what is told from a total would tell it after all.
 * @param cells counted, each telltale once
 * @returns by `keyOf`
 */
export function generalise(cells: readonly CountedTelltale[], k = smallestCrowd): Map<string, Step> {
  let left: Cell[] = cells
    .map((cell) => ({ ...cell, key: keyOf(cell) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  let released: Released[] = [];
  for (let step = 0; step < steps.length && left.length > 0; step += 1) {
    const groups = Map.groupBy(left, (cell) => keyAt(cell, step));
    left = [];
    for (const group of groups.values()) {
      if (sizeOf(group) >= k) released.push({ step, cells: group });
      else left.push(...group);
    }
    if (step + 1 < steps.length) ({ left, released } = keepCompany({ left, released, step: step + 1, k }));
  }
  if (left.length > 0) ({ left, released } = lastCompany(left, released, k));
  const found = new Map<string, Step>(left.map(({ key }) => [key, 'withheld']));
  for (const { step, cells: told } of released) for (const { key } of told) found.set(key, step);
  return found;
}

/** Gives to each leftover that would be too small at the next step one group beneath the same heading. */
function keepCompany(given: { left: Cell[]; released: Released[]; step: number; k: number }) {
  const { step, k } = given;
  let { left, released } = given;
  for (const [heading, few] of Map.groupBy(left, (cell) => keyAt(cell, step))) {
    const taken = companyFor(few, released, { k, belongs: (cell) => keyAt(cell, step) === heading });
    if (taken.length === 0) continue;
    released = released.filter((group) => !taken.includes(group));
    left = [...left, ...taken.flatMap(({ cells }) => cells)];
  }
  return { left, released };
}

/** At the last step there is nothing above: the leftover is told as the month alone, with one of the groups there are. */
function lastCompany(left: Cell[], released: Released[], k: number) {
  const taken = companyFor(left, released, { k, belongs: () => true });
  const cells = [...left, ...taken.flatMap((group) => group.cells)];
  if (sizeOf(cells) < k) return { left, released };
  const others = released.filter((group) => !taken.includes(group));
  return { left: [], released: [...others, { step: steps.length - 1, cells }] };
}

function companyFor(
  few: readonly Cell[],
  released: readonly Released[],
  { k, belongs }: { k: number; belongs: (cell: Cell) => boolean },
): Released[] {
  if (sizeOf(few) >= k) return [];
  // What is general already loses least by going further.
  const loss = ({ step, cells }: Released) => sizeOf(cells) * (steps.length - step);
  const candidates = released
    .filter(({ cells }) => cells.every(belongs))
    .sort((one, other) => loss(one) - loss(other));
  // A group alone has at least k: one is company enough.
  return candidates.slice(0, 1);
}
