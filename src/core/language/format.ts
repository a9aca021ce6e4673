/** The one formatter of dates, times and numbers; locale such as `es-MX`, zone such as `America/Mexico_City`. */
export interface Manner {
  readonly locale: string;
  readonly time_zone: string;
}

// Each takes tens of kilobytes outside the heap, where the garbage collector does not see them: they are made once.
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = made.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, options);
    made.set(key, format);
  }
  return format;
}

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormatter(locale: string, decimals: number, at_least = 0): Intl.NumberFormat {
  const key = `${locale} ${decimals} ${at_least}`;
  let format = numbers.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      maximumFractionDigits: decimals,
      minimumFractionDigits: at_least,
    });
    numbers.set(key, format);
  }
  return format;
}

const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** `martes 7 de abril de 2026`, from a plain date. */
export function longDate(date: string, { locale }: Pick<Manner, 'locale'>): string {
  const options = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  } as const;
  return formatter(locale, options).format(noonOf(date)).replace(',', '');
}

/** `7 abr 2026`, from a plain date. */
export function shortDate(date: string, { locale }: Pick<Manner, 'locale'>): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return formatter(locale, options).format(noonOf(date)).replaceAll('.', '');
}

/** `jue 14 may`, from a plain date: for lists where the year is plain. */
export function dayAndMonth(date: string, { locale }: Pick<Manner, 'locale'>): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  // Some versions of the locale data say «jue 14 de may».
  return formatter(locale, options)
    .format(noonOf(date))
    .replaceAll(/[.,]| de\b/g, '');
}

/** `martes 7 de abril de 2026, 10:00 h`, from an instant. */
export function longInstant(instant: string, { locale, time_zone }: Manner): string {
  const date = formatter(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: time_zone,
  });
  return `${date.format(Date.parse(instant)).replace(',', '')}, ${clockTime(instant, { locale, time_zone })}`;
}

/** `7 abr 2026, 10:00 h`, from an instant. */
export function shortInstant(instant: string, { locale, time_zone }: Manner): string {
  const date = formatter(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: time_zone });
  return `${date.format(Date.parse(instant)).replaceAll('.', '')}, ${clockTime(instant, { locale, time_zone })}`;
}

/** `10:00 h`, from an instant. */
export function clockTime(instant: string, { locale, time_zone }: Manner): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: time_zone } as const;
  return `${formatter(locale, options).format(Date.parse(instant))} h`;
}

/** `2026-04-07`, the local date of an instant. */
export function localDay(instant: string, { time_zone }: Pick<Manner, 'time_zone'>): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: time_zone } as const;
  return formatter('en-CA', options).format(Date.parse(instant));
}

/** `1,234` in Mexico, `1.234` in Colombia. */
export function wholeNumber(value: number, { locale }: Pick<Manner, 'locale'>): string {
  return numberFormatter(locale, 0).format(value);
}

/** `2.85` in Mexico, `2,85` in Colombia: a mean. */
export function preciseNumber(value: number, { locale }: Pick<Manner, 'locale'>): string {
  return numberFormatter(locale, 2, 2).format(value);
}

/** `87 %`, from a share between 0 and 1; never 100 % of what is not all, nor 0 % of what is something. */
export function percentage(share: number, { locale }: Pick<Manner, 'locale'>): string {
  const whole = Math.round(share * 100);
  const shown = share < 1 ? Math.min(99, share > 0 ? Math.max(1, whole) : 0) : 100;
  return `${numberFormatter(locale, 0).format(shown)} %`;
}

/** `abril de 2026`, from any date of the month; `short`: `abr 2026`. */
export function monthAndYear(date: string, { locale }: Pick<Manner, 'locale'>, short = false): string {
  const options = { month: short ? 'short' : 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return formatter(locale, options).format(noonOf(date)).replaceAll('.', '');
}

/** `lunes`, 1 = Monday … 7 = Sunday; `short`: `lun`. */
export function weekdayName(weekday: number, { locale }: Pick<Manner, 'locale'>, short = false): string {
  const options = { weekday: short ? 'short' : 'long', timeZone: 'UTC' } as const;
  // 1 January 2024 was a Monday.
  return formatter(locale, options)
    .format(Date.UTC(2024, 0, weekday, 12))
    .replaceAll('.', '');
}

/** `3.4 MB`: bytes as a person reads them. */
export function fileSize(bytes: number, { locale }: Pick<Manner, 'locale'>): string {
  const [unit, value] = bytes >= 1_000_000 ? ['MB', bytes / 1_000_000] : ['kB', Math.max(1, bytes / 1000)];
  return `${numberFormatter(locale, 1).format(value as number)} ${unit}`;
}

/** `85.0 %`, from a percentage between 0 and 100. */
export function preciseShare(percent: number, { locale }: Pick<Manner, 'locale'>): string {
  return `${numberFormatter(locale, 1, 1).format(percent)}\u00a0%`;
}

/** `sep 2026`, from `2026-09`. */
export function monthName(month: string, { locale }: Pick<Manner, 'locale'>): string {
  const options = { month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return formatter(locale, options)
    .format(noonOf(`${month}-01`))
    .replaceAll(/\.| de\b/g, '');
}
