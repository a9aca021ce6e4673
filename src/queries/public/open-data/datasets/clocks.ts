import type { ClockState } from '../../../../core/deadlines/clock.ts';
import { localDateOf } from '../../../../core/deadlines/plain-date.ts';
import type { Row } from '../../../../core/open-data/dataset.ts';
import type { Dataset } from '../dataset.ts';
import type { PublishedPetition } from '../published-petition.ts';
import { clockStatusWords, clockWords, monthOf, termUnitWords, wordFor } from '../words.ts';

/** One row for each term that runs or ran on a petition, as its ledger tells it. */
export const clocks: Dataset = {
  shape: {
    code: 'relojes',
    by_month: true,
    primary_key: ['folio_publico', 'reloj'],
    foreign_keys: [{ columns: ['folio_publico'], dataset: 'solicitudes', reference: ['folio_publico'] }],
    columns: [
      { name: 'folio_publico', type: 'string', required: true },
      { name: 'reloj', type: 'string', required: true, values: Object.values(clockWords) },
      { name: 'plazo', type: 'integer', required: true },
      { name: 'unidad_plazo', type: 'string', required: true, values: Object.values(termUnitWords) },
      { name: 'fundamento', type: 'string' },
      { name: 'estado', type: 'string', required: true, values: Object.values(clockStatusWords) },
      { name: 'en_plazo', type: 'boolean' },
      { name: 'usados', type: 'integer' },
      { name: 'prorrogas', type: 'integer', required: true },
      { name: 'mes_inicio', type: 'yearmonth', required: true },
      { name: 'fecha_inicio', type: 'date' },
      { name: 'fecha_limite', type: 'date' },
      { name: 'fecha_cumplimiento', type: 'date' },
    ],
  },
  rows: ({ city }, petitions) =>
    petitions.flatMap((petition) =>
      [...petition.clocks.values()].map((clock) => clockRow(petition, clock, city.city.time_zone)),
    ),
};

function clockRow(petition: PublishedPetition, clock: ClockState, time_zone: string): Row {
  const { shows_day, shows_service, shows_authority, public_name } = petition;
  return {
    folio_publico: public_name,
    reloj: wordFor(clockWords, clock.clock),
    plazo: clock.length_total,
    unidad_plazo: termUnitWords[clock.term.unit],
    fundamento: shows_service ? clock.term.citation : null,
    estado: clockStatusWords[clock.status],
    en_plazo: clock.met_in_time ?? (clock.status === 'missed' ? false : null),
    // So many days may be those of the only one that another table tells of.
    usados: shows_authority ? clock.days_used : null,
    prorrogas: clock.extensions,
    mes_inicio: monthOf(clock.day_zero),
    fecha_inicio: shows_day ? clock.day_zero : null,
    fecha_limite: shows_day ? clock.due_on : null,
    fecha_cumplimiento: shows_day && clock.met_at !== null ? localDateOf(clock.met_at, time_zone) : null,
  };
}
