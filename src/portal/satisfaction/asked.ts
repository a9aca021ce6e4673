import { addDays, addMonths, localDateOf } from '../../core/deadlines/plain-date.ts';
import { CHANNELS } from '../../core/cities/settings.ts';
import type { FiguresAsked, PublicBreakdown } from '../../queries/public/satisfaction.ts';
import type { Visit } from '../layout/visit.ts';

/** How far back the page looks, by its address: `?periodo=`. */
export const periods = ['3m', '12m', '36m'] as const;
export type Period = (typeof periods)[number];

/** What is broken down, by its address: `?por=`. */
export const bys: Readonly<Record<string, PublicBreakdown>> = {
  autoridad: 'authority',
  unidad: 'unit',
  tema: 'service',
  tipo: 'kind',
  canal: 'channel',
};

export interface Asked {
  readonly period: Period;
  readonly by: string;
  readonly authority: string;
  readonly channel: string;
  readonly figures: FiguresAsked;
}

/** What an address asks for; whatever it does not say well is as if it were not said. */
export function askedOf({ city, now }: Pick<Visit, 'city' | 'now'>, query: Record<string, unknown>): Asked {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const period = periods.find((one) => one === text('periodo')) ?? '12m';
  const by = text('por') in bys ? text('por') : 'autoridad';
  const authority = [...city.authorities.values()].find(({ code }) => code === text('autoridad'));
  const channel = CHANNELS.find((one) => one === text('canal'));
  // Whole months, this one included: so that every month of the trend is a month, and counts can tell it at once.
  const this_month = `${localDateOf(now, city.city.time_zone).slice(0, 7)}-01`;
  const until = addDays(addMonths(this_month, 1), -1);
  const from = addMonths(this_month, 1 - Number.parseInt(period, 10));
  return {
    ...{ period, by, authority: authority?.code ?? '', channel: channel ?? '' },
    figures: { city_id: city.city.id, from, until, authority_id: authority?.id, channel },
  };
}
