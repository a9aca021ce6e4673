import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addDays, addMonths, parsePlainDate, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { firstOfMonth, type Period } from '../../core/statistics/period.ts';
import type { Filter, Filters } from '../../queries/public/statistics/asked.ts';
import type { CitizenPaths } from '../../core/paths.ts';

/** What the address says, in words of the city; whatever is not understood is left out. */
export interface BoardQuestion {
  readonly period: Period;
  readonly span: Span;
  readonly filters: Filters;
  readonly by: Filter;
  /** The authority that stands beside the one that was chosen. */
  readonly beside: string | null;
  readonly order: Column;
  readonly from_least: boolean;
}

export const spans = ['12-meses', 'ano', 'mes', 'mes-pasado', 'fechas'] as const;
export type Span = (typeof spans)[number];

/** Parameters of the address by what they choose. */
export const parameters = {
  authority: 'autoridad',
  unit: 'unidad',
  service: 'tema',
  kind: 'tipo',
  channel: 'canal',
  borough: 'zona',
  neighbourhood: 'colonia',
} as const satisfies Record<Filter, string>;
export const filterNames = Object.keys(parameters) as Filter[];

export const columns = {
  received: 'recibidas',
  replied: 'contestadas',
  resolved: 'resueltas',
  open: 'pendientes',
  overdue: 'vencidas',
  in_time: 'a-tiempo',
  reply_median: 'respuesta',
  resolve_median: 'solucion',
} as const;
export type Column = keyof typeof columns;

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const EARLIEST = '2000-01-01';

/** Reads the address. The values of filters become ids where they are known by one. */
export function readQuestion(city: CityConfiguration, query: Query, today: PlainDate): BoardQuestion {
  const word = (name: string): string => {
    const given = query[name];
    return (typeof given === 'string' ? given : '').slice(0, 120);
  };
  const filters: Partial<Record<Filter, string>> = {};
  for (const name of filterNames) {
    const value = valueOfCode(city, name, word(parameters[name]));
    if (value !== null) filters[name] = value;
  }
  // A unit is of one authority.
  const unit = city.units.get(filters.unit ?? '');
  if (unit !== undefined) filters.authority = unit.authority_id;
  const by = filterNames.find((name) => parameters[name] === word('por')) ?? null;
  const beside = valueOfCode(city, 'authority', word('comparar'));
  const order = word('orden').replace(/^-/, '');
  return {
    ...spanOf(word, today),
    ...{ filters, by: by !== null && mayTellApart(by, filters) ? by : usualBreakdown(city, filters) },
    beside: filters.authority === undefined || beside === filters.authority ? null : beside,
    order: (Object.keys(columns) as Column[]).find((name) => columns[name] === order) ?? 'received',
    from_least: word('orden').startsWith('-'),
  };
}

function spanOf(word: (name: string) => string, today: PlainDate): { span: Span; period: Period } {
  const month = firstOfMonth(today);
  const given = spans.find((one) => one === word('periodo')) ?? '12-meses';
  switch (given) {
    case 'mes':
      return { span: given, period: { from: month, to: today } };
    case 'mes-pasado':
      return { span: given, period: { from: addMonths(month, -1), to: addDays(month, -1) } };
    case 'ano':
      return { span: given, period: { from: `${today.slice(0, 4)}-01-01`, to: today } };
    case 'fechas': {
      const [from, to] = [dateOr(word('desde'), addMonths(month, -11)), dateOr(word('hasta'), today)];
      return { span: given, period: from <= to ? { from, to } : { from: to, to: from } };
    }
    default:
      return { span: '12-meses', period: { from: addMonths(month, -11), to: today } };
  }
}

function dateOr(text: string, otherwise: PlainDate): PlainDate {
  const read = parsePlainDate(text);
  return read.accepted && read.value >= EARLIEST && read.value <= '2100-12-31' ? read.value : otherwise;
}

/** Units are told apart within one authority, neighbourhoods within one zone: else the list has no end. */
export function mayTellApart(name: Filter, filters: Filters): boolean {
  if (name === 'unit') return filters.authority !== undefined;
  return name !== 'neighbourhood' || filters.borough !== undefined;
}

function usualBreakdown(city: CityConfiguration, filters: Filters): Filter {
  return city.authorities.size > 1 && filters.authority === undefined ? 'authority' : 'service';
}

/** The value that is counted, of a code as addresses have it; null for none and for what the city does not know. */
function valueOfCode(city: CityConfiguration, name: Filter, code: string): string | null {
  if (code === '') return null;
  switch (name) {
    case 'authority':
      return [...city.authorities.values()].find((one) => one.code === code)?.id ?? null;
    case 'unit':
      return [...city.units.values()].find((one) => codeOf(city, 'unit', one.id) === code)?.id ?? null;
    case 'service':
      return city.services_by_code.get(code)?.id ?? null;
    case 'kind':
      return city.kinds.has(code) ? code : null;
    case 'channel':
      return code;
    case 'borough':
    case 'neighbourhood':
      return city.zones.has(code) ? code : null;
  }
}

/** The other way round. */
export function codeOf(city: CityConfiguration, name: Filter, value: string): string {
  switch (name) {
    case 'authority':
      return city.authorities.get(value)?.code ?? '';
    case 'unit': {
      const unit = city.units.get(value);
      return unit === undefined ? '' : `${codeOf(city, 'authority', unit.authority_id)}.${unit.code}`;
    }
    case 'service':
      return city.services.get(value)?.code ?? '';
    default:
      return value;
  }
}

interface Where {
  readonly paths: CitizenPaths;
  readonly city: CityConfiguration;
}

/** The address of a question, without what is as usual. */
export function boardAddress({ paths, city }: Where, question: BoardQuestion): string {
  const said = placeAndPeriod(city, question);
  const { filters, by, beside, order, from_least } = question;
  if (by !== usualBreakdown(city, filters)) said.set('por', parameters[by]);
  if (beside !== null) said.set('comparar', codeOf(city, 'authority', beside));
  if (order !== 'received' || from_least) said.set('orden', `${from_least ? '-' : ''}${columns[order]}`);
  return paths.board(said.toString());
}

/** The same petitions on the map. @param view as `writeView` says it; '' for the whole city */
export function mapAddress({ paths, city }: Where, question: BoardQuestion, view = ''): string {
  const said = placeAndPeriod(city, question);
  if (view !== '') said.set('vista', view);
  return paths.boardMap(said.toString());
}

/** Contacts of the same period and authority. */
export function contactsAddress({ paths, city }: Where, question: BoardQuestion): string {
  const { authority } = question.filters;
  const filters = authority === undefined ? {} : { authority };
  return paths.boardContacts(placeAndPeriod(city, { ...question, filters }).toString());
}

function placeAndPeriod(city: CityConfiguration, { span, period, filters }: BoardQuestion): URLSearchParams {
  const said = new URLSearchParams();
  if (span !== '12-meses') said.set('periodo', span);
  if (span === 'fechas') {
    said.set('desde', period.from);
    said.set('hasta', period.to);
  }
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined) said.set(parameters[name], codeOf(city, name, value));
  }
  return said;
}
