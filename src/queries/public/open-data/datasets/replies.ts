import { sql, type SqlBool } from 'kysely';
import type { Row } from '../../../../core/open-data/dataset.ts';
import type { OutcomeClass } from '../../../../core/petitions/stages.ts';
import type { Dataset } from '../dataset.ts';
import { monthOf, outcomeWords } from '../words.ts';

/** One row for each reply that was sent, without a word of it. */
export const replies: Dataset = {
  shape: {
    code: 'respuestas',
    by_month: true,
    primary_key: ['folio_publico', 'numero'],
    foreign_keys: [{ columns: ['folio_publico'], dataset: 'solicitudes', reference: ['folio_publico'] }],
    columns: [
      { name: 'folio_publico', type: 'string', required: true },
      { name: 'numero', type: 'integer', required: true },
      { name: 'clase', type: 'string', required: true, values: ['primera', 'definitiva'] },
      { name: 'unidad', type: 'string' },
      { name: 'resultado', type: 'string' },
      { name: 'clase_resultado', type: 'string', values: Object.values(outcomeWords) },
      { name: 'mes_envio', type: 'yearmonth', required: true },
      { name: 'fecha_envio', type: 'date' },
      { name: 'corrige', type: 'boolean', required: true },
    ],
  },
  async rows({ reader, city }, petitions) {
    const found = await reader
      .selectFrom('replies')
      .select(['petition_id', 'outcome_code', 'unit_id', 'corrects_id'])
      .select(sql<string>`(sent_at at time zone ${city.city.time_zone})::date`.as('sent_on'))
      .where(sql<SqlBool>`petition_id = any(${petitions.map(({ id }) => id)}::uuid[])`)
      .where('state', '=', 'sent')
      .where('sent_at', 'is not', null)
      .orderBy('sent_at')
      .orderBy('id')
      .execute();
    const own = Map.groupBy(found, ({ petition_id }) => petition_id);
    return petitions.flatMap((petition) =>
      (own.get(petition.id) ?? []).map((row, index): Row => {
        const outcome = row.outcome_code === null ? undefined : city.outcomes.get(row.outcome_code);
        return {
          ...{ folio_publico: petition.public_name, numero: index + 1 },
          clase: row.outcome_code === null ? 'primera' : 'definitiva',
          unidad: petition.shows_service ? (city.units.get(row.unit_id)?.code ?? null) : null,
          resultado: row.outcome_code,
          clase_resultado: outcome === undefined ? null : outcomeWords[outcome.class as OutcomeClass],
          mes_envio: monthOf(row.sent_on),
          fecha_envio: petition.shows_day ? row.sent_on : null,
          corrige: row.corrects_id !== null,
        };
      }),
    );
  },
};
