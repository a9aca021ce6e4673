import { assignments } from './datasets/assignments.ts';
import { calendars } from './datasets/calendars.ts';
import { clocks } from './datasets/clocks.ts';
import { counts } from './datasets/counts.ts';
import { petitions } from './datasets/petitions.ts';
import { replies } from './datasets/replies.ts';
import { satisfaction } from './datasets/satisfaction.ts';
import { services } from './datasets/services.ts';
import { units } from './datasets/units.ts';
import type { Dataset } from './dataset.ts';

/** Everything that is published, in the order in which a reader needs it. */
export const datasets: readonly Dataset[] = [
  petitions,
  assignments,
  clocks,
  replies,
  services,
  units,
  calendars,
  counts,
  satisfaction,
];

export const datasetNamed = (code: string): Dataset | null =>
  datasets.find(({ shape }) => shape.code === code) ?? null;
