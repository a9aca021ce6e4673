import { DATE_FORMATS, readDate, type DateFormat } from '../read-moment.ts';

/** In which format a column's dates are written, and how sure that is. */
export interface DateGuess {
  readonly format: DateFormat;
  /**
   * `only`: no other format reads them; `proved`: a day above 12 shows which number is the day; `ambiguous`: day and
   * month could be either; `mixed`: some rows show one order and some the other.
   */
  readonly sure: 'only' | 'proved' | 'ambiguous' | 'mixed';
  readonly has_time: boolean;
}

/**
 * Looks at distinct values of a column; `numbers` where its name speaks of dates, so that 45300 is one and no postal
 * code. @returns null where they are no dates
 */
export function guessDateFormat(
  values: readonly string[],
  { numbers }: { readonly numbers: boolean } = { numbers: false },
): DateGuess | null {
  const sample = values.slice(0, 2000);
  if (sample.length === 0) return null;
  const readable = (format: DateFormat) => sample.filter((text) => plausible(text, format)).length;
  const enough = sample.length * 0.9;
  const has_time = sample.some((text) => /\d:\d{2}/.test(text) || (numbers && /^\d{5}[.,]\d/.test(text)));
  const [day_first, month_first] = [readable('dd/mm/yyyy'), readable('mm/dd/yyyy')];
  if (Math.max(day_first, month_first) < enough) {
    const format = DATE_FORMATS.find(
      (one) =>
        !one.includes('dd/mm') &&
        !one.includes('mm/dd/') &&
        (one !== 'excel' || numbers) &&
        readable(one) >= enough,
    );
    return format === undefined ? mixedOrder(sample, has_time) : { format, sure: 'only', has_time };
  }
  if (day_first === month_first) return { format: 'dd/mm/yyyy', sure: 'ambiguous', has_time };
  const format = day_first > month_first ? 'dd/mm/yyyy' : 'mm/dd/yyyy';
  const other = format === 'dd/mm/yyyy' ? 'mm/dd/yyyy' : 'dd/mm/yyyy';
  const against = sample.some((text) => !plausible(text, format) && plausible(text, other));
  return { format, sure: against ? 'mixed' : 'proved', has_time };
}

function mixedOrder(sample: readonly string[], has_time: boolean): DateGuess | null {
  const either = sample.filter((text) => plausible(text, 'dd/mm/yyyy') || plausible(text, 'mm/dd/yyyy'));
  return either.length >= sample.length * 0.9 ? { format: 'dd/mm/yyyy', sure: 'mixed', has_time } : null;
}

/** Eight digits are a date only where the year is one of ours. */
function plausible(text: string, format: DateFormat): boolean {
  const date = readDate(text, format);
  return date !== null && date.on >= '1970' && date.on < '2100';
}
