import type { Row } from '../../../../core/open-data/dataset.ts';
import type { Dataset } from '../dataset.ts';
import { dayWords } from '../words.ts';

/** The days that do not count for terms, or count though they are no working days, by authority. */
export const calendars: Dataset = {
  shape: {
    code: 'calendarios',
    by_month: false,
    primary_key: ['autoridad', 'fecha'],
    foreign_keys: [],
    columns: [
      { name: 'autoridad', type: 'string', required: true },
      { name: 'calendario', type: 'string', required: true },
      { name: 'fecha', type: 'date', required: true },
      { name: 'clase', type: 'string', required: true, values: Object.values(dayWords) },
      { name: 'habil', type: 'boolean', required: true },
      { name: 'nombre', type: 'string', required: true },
      { name: 'fuente', type: 'string', required: true },
    ],
  },
  rows: ({ city }) =>
    [...city.authorities.values()]
      .sort((one, other) => (one.code < other.code ? -1 : 1))
      .flatMap(({ id, code }) => {
        const calendar = city.calendars.get(id);
        const days = [...(calendar?.days.values() ?? [])].sort((one, other) => (one.on < other.on ? -1 : 1));
        return days.map((day): Row => ({
          ...{ autoridad: code, calendario: calendar!.code, fecha: day.on, clase: dayWords[day.kind] },
          ...{ habil: day.is_business, nombre: day.name, fuente: day.source },
        }));
      }),
};
