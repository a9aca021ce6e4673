import { sql, type SqlBool } from 'kysely';
import type { Row } from '../../../../core/open-data/dataset.ts';
import type { Dataset } from '../dataset.ts';
import { assignmentWords, monthOf, partWords } from '../words.ts';

/** One row for each time that a petition was given to a unit. */
export const assignments: Dataset = {
  shape: {
    code: 'turnos',
    by_month: true,
    primary_key: ['folio_publico', 'numero'],
    foreign_keys: [{ columns: ['folio_publico'], dataset: 'solicitudes', reference: ['folio_publico'] }],
    columns: [
      { name: 'folio_publico', type: 'string', required: true },
      { name: 'numero', type: 'integer', required: true },
      { name: 'autoridad', type: 'string' },
      { name: 'unidad', type: 'string' },
      { name: 'participacion', type: 'string', required: true, values: Object.values(partWords) },
      { name: 'estado', type: 'string', required: true, values: Object.values(assignmentWords) },
      { name: 'mes_turno', type: 'yearmonth', required: true },
      { name: 'fecha_turno', type: 'date' },
      { name: 'fecha_aceptacion', type: 'date' },
      { name: 'fecha_termino', type: 'date' },
      { name: 'dias_usados', type: 'integer' },
    ],
  },
  async rows({ reader, city }, petitions) {
    const local = (column: string) =>
      sql<string | null>`(${sql.ref(column)} at time zone ${city.city.time_zone})::date`;
    const found = await reader
      .selectFrom('assignments')
      .select(['petition_id', 'authority_id', 'unit_id', 'part', 'state', 'days_used'])
      .select([local('assigned_at').as('assigned_on'), local('accepted_at').as('accepted_on')])
      .select(local('ended_at').as('ended_on'))
      .where(sql<SqlBool>`petition_id = any(${petitions.map(({ id }) => id)}::uuid[])`)
      .orderBy('assigned_at')
      .orderBy('id')
      .execute();
    const own = Map.groupBy(found, ({ petition_id }) => petition_id);
    return petitions.flatMap((petition) =>
      (own.get(petition.id) ?? []).map((row, index): Row => {
        const { shows_day, shows_authority, shows_service } = petition;
        const onDay = (date: string | null) => (shows_day ? date : null);
        return {
          ...{ folio_publico: petition.public_name, numero: index + 1 },
          autoridad: shows_authority ? (city.authorities.get(row.authority_id)?.code ?? null) : null,
          unidad: shows_service ? (city.units.get(row.unit_id)?.code ?? null) : null,
          participacion: partWords[row.part as keyof typeof partWords],
          estado: assignmentWords[row.state as keyof typeof assignmentWords],
          ...{ mes_turno: monthOf(row.assigned_on), fecha_turno: onDay(row.assigned_on) },
          ...{ fecha_aceptacion: onDay(row.accepted_on), fecha_termino: onDay(row.ended_on) },
          dias_usados: shows_authority ? row.days_used : null,
        };
      }),
    );
  },
};
