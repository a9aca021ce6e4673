import type { Figures } from './figures.ts';

const measures = ['satisfaction', 'ease', 'solved', 'clarity', 'lasting'] as const;
type Measure = (typeof measures)[number];

/**
 * Hides a second group where one alone is hidden: else the total less the others tells it. The smallest of those shown
 * goes, measure by measure. A group without any answer hides nothing.
 * @param answered how many answered that question in a group
 */
export function hideComplements<G extends { readonly figures: Figures }>(
  groups: readonly G[],
  answered: (group: G, measure: Measure) => number,
): G[] {
  let told = [...groups];
  for (const measure of measures) {
    const hidden = told.filter((group) => group.figures[measure] === null && answered(group, measure) > 0);
    if (hidden.length !== 1) continue;
    const shown = told.filter((group) => group.figures[measure] !== null);
    const [smallest] = shown.sort((one, other) => answered(one, measure) - answered(other, measure));
    told = told.map((group) =>
      group === smallest ? { ...group, figures: { ...group.figures, [measure]: null } } : group,
    );
  }
  return told;
}
