import { lastDayOf } from '../../../../core/open-data/data-json.ts';
import type { Row } from '../../../../core/open-data/dataset.ts';
import { contactCounts, type ContactsBy } from '../../../contact-counts.ts';
import type { MonthlyDataset } from '../dataset.ts';
import type { DatasetSource } from '../source.ts';
import { channelWords, wordFor } from '../words.ts';

const dimensions = {
  todas: 'nothing',
  autoridad: 'authority',
  tipo: 'kind',
  canal: 'channel',
} as const satisfies Record<string, ContactsBy>;
type Dimension = keyof typeof dimensions;
const ever = { from: '1900-01-01', to: '9999-12-30' };

/**
 * Calls, visits, letters and conversations that somebody attended, by month and one thing at a time: numbers of one
 * thing name nobody and are those of the board.
 */
export const contacts: MonthlyDataset = {
  shape: {
    code: 'atenciones',
    by_month: true,
    primary_key: ['mes', 'dimension', 'valor'],
    foreign_keys: [],
    columns: [
      { name: 'mes', type: 'yearmonth', required: true },
      { name: 'dimension', type: 'string', required: true, values: Object.keys(dimensions) },
      { name: 'valor', type: 'string', required: true },
      { name: 'atenciones', type: 'integer', required: true },
      { name: 'sin_solicitud', type: 'integer', required: true },
    ],
  },
  async months(source) {
    const rows = await contactCounts(source.reader, asked(source, ever), 'month');
    return rows.map(({ value }) => value).sort();
  },
  async *rowsOfMonth(source, month) {
    const period = { from: `${month}-01`, to: lastDayOf(month) };
    for (const [dimension, by] of Object.entries(dimensions) as [Dimension, ContactsBy][]) {
      const counts = await contactCounts(source.reader, asked(source, period), by);
      const rows: Row[] = counts.map(({ value, n, without_petition }) => ({
        ...{ mes: month, dimension, valor: codeOf(source, dimension, value) },
        ...{ atenciones: n, sin_solicitud: without_petition },
      }));
      yield rows.sort((one, other) => (String(one['valor']) < String(other['valor']) ? -1 : 1));
    }
  },
};

const asked = ({ city }: DatasetSource, period: { from: string; to: string }) => ({
  ...{ city_id: city.city.id, time_zone: city.city.time_zone, authority_id: null },
  ...period,
});

/** As the other tables name it. */
function codeOf({ city }: DatasetSource, dimension: Dimension, value: string): string {
  if (dimension === 'todas') return 'todas';
  if (dimension === 'autoridad') return city.authorities.get(value)?.code ?? value;
  return dimension === 'canal' ? wordFor(channelWords, value) : value;
}
