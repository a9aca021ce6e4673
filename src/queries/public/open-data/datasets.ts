import { assignments } from './datasets/assignments.ts';
import { calendars } from './datasets/calendars.ts';
import { clocks } from './datasets/clocks.ts';
import { contacts } from './datasets/contacts.ts';
import { counts } from './datasets/counts.ts';
import { crossings } from './datasets/crossings.ts';
import { days } from './datasets/days.ts';
import { petitions } from './datasets/petitions.ts';
import { replies } from './datasets/replies.ts';
import { satisfaction } from './datasets/satisfaction.ts';
import { services } from './datasets/services.ts';
import { units } from './datasets/units.ts';
import type { Dataset, MonthlyDataset } from './dataset.ts';

/** Everything that is published, in the order in which a reader needs it. */
export const datasets: readonly (Dataset | MonthlyDataset)[] = [
  petitions,
  assignments,
  clocks,
  replies,
  services,
  units,
  calendars,
  counts,
  crossings,
  days,
  satisfaction,
  contacts,
];

export const datasetNamed = (code: string): Dataset | MonthlyDataset | null =>
  datasets.find(({ shape }) => shape.code === code) ?? null;
