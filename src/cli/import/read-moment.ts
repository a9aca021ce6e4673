import { addDays, instantAt, parseInstant, parsePlainDate } from '../../core/deadlines/plain-date.ts';

/** How dates are written; `iso` may carry a time and a zone, `excel` is the number of a day with its fraction. */
export const DATE_FORMATS = [
  'iso',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'yyyy/mm/dd',
  'yyyymmdd',
  'dd-mmm-yyyy',
  'excel',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** A date as read, with the time and the zone that stood behind it. */
export interface WrittenDate {
  readonly on: string;
  readonly time: string | null;
  /** `Z` or `±hh:mm`. */
  readonly offset: string | null;
}

const MONTHS = [
  'ene jan',
  'feb',
  'mar',
  'abr apr',
  'may',
  'jun',
  'jul',
  'ago aug',
  'sep set',
  'oct',
  'nov',
  'dic dec',
];

const SHAPES: Readonly<Record<Exclude<DateFormat, 'excel'>, RegExp>> = {
  iso: /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})/,
  'yyyy/mm/dd': /^(?<y>\d{4})[/.](?<m>\d{1,2})[/.](?<d>\d{1,2})/,
  'dd/mm/yyyy': /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4}|\d{2})(?!\d)/,
  'mm/dd/yyyy': /^(?<m>\d{1,2})[/.-](?<d>\d{1,2})[/.-](?<y>\d{4}|\d{2})(?!\d)/,
  yyyymmdd: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?!\d)/,
  'dd-mmm-yyyy': /^(?<d>\d{1,2})[-/. ](?:de )?(?<m>[a-zá-ú]{3,10})\.?[-/. ](?:de )?(?<y>\d{4}|\d{2})(?!\d)/i,
};

/** Reads a date with whatever time stands behind it. @returns null for what is no date in that format */
export function readDate(text: string, format: DateFormat): WrittenDate | null {
  if (format === 'excel') return readSerial(text.trim());
  const found = SHAPES[format].exec(text.trim());
  const { y = '', m = '', d = '' } = found?.groups ?? {};
  if (found === null) return null;
  const year = y.length === 2 ? `20${y}` : y;
  const month = format === 'dd-mmm-yyyy' ? monthNumber(m) : m;
  const on = `${year}-${month.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (!parsePlainDate(on).accepted) return null;
  const rest = text
    .trim()
    .slice(found[0].length)
    .replace(/^[T ,]+/, '');
  if (rest === '') return { on, time: null, offset: null };
  const zone = /(?:\s*(?<offset>Z|[+-]\d{2}:?\d{2}))?$/.exec(rest)!;
  const time = readTime(rest.slice(0, zone.index));
  if (time === null) return null;
  const offset = zone.groups?.['offset'] ?? null;
  return { on, time, offset: offset?.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') ?? null };
}

/** Excel counts days from 1900-01-01 and takes 1900 for a leap year; since March of that year this is its day zero. */
const EXCEL_DAY_ZERO = '1899-12-30';

/** `45300` or `45300.6285`, the number of a day as a file that lost its formats shows it. */
function readSerial(text: string): WrittenDate | null {
  const found = /^(\d{5})(?:[.,](\d+))?$/.exec(text);
  if (found === null) return null;
  const [, days = '', part] = found;
  const seconds = Math.round(Number(`0.${part ?? '0'}`) * 86_400);
  const on = addDays(EXCEL_DAY_ZERO, Number(days) + Math.floor(seconds / 86_400));
  if (part === undefined) return { on, time: null, offset: null };
  return { on, time: new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19), offset: null };
}

/** `7:05`, `19:05:30`, `07:05:30 p. m.`, `19h05`; given as `hh:mm:ss`. @returns null for what is no time */
export function readTime(text: string): string | null {
  const shape =
    /^(\d{1,2})[:h](\d{2})(?:[:m](\d{2}))?(?:[.,]\d+)?\s*(?:h|hrs?\.?)?\s*(?:([ap])\.?\s*m\.?)?$/i;
  const found = shape.exec(text.trim());
  if (found === null) return null;
  const [, hours = '', minutes = '', seconds = '00', half] = found;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`;
}

/** The instant, in UTC, of a written date and time on the wall of a zone, unless the date carried its own. */
export function instantOf(date: WrittenDate, time: string, time_zone: string): string {
  if (date.offset === null) return instantAt(date.on, time, time_zone);
  const read = parseInstant(`${date.on}T${time}${date.offset}`);
  return read.accepted ? read.value : instantAt(date.on, time, time_zone);
}

function monthNumber(name: string): string {
  const start = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').slice(0, 3);
  return String(MONTHS.findIndex((names) => names.split(' ').includes(start)) + 1);
}
