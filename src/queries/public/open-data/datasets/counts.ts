import { sql } from 'kysely';
import type { Row } from '../../../../core/open-data/dataset.ts';
import { hiddenRows } from '../../../../core/statistics/masking.ts';
import type { Dataset } from '../dataset.ts';
import type { DatasetSource } from '../source.ts';
import { channelWords, wordFor } from '../words.ts';

const dimensions = ['todas', 'autoridad', 'tipo', 'tema', 'canal', 'alcaldia'] as const;
const measures = ['recibidas', 'respondidas', 'resueltas', 'desistidas', 'duplicadas'] as const;

/**
 * The counts of the board by month, whole and by one thing at a time: of all petitions, those too that have no row of
 * their own, so that the board can be recounted. Where few could be somebody's they are hidden as the board hides them.
 */
export const counts: Dataset = {
  shape: {
    code: 'conteos',
    by_month: false,
    primary_key: ['mes', 'dimension', 'valor', 'medida'],
    foreign_keys: [],
    columns: [
      { name: 'mes', type: 'yearmonth', required: true },
      { name: 'dimension', type: 'string', required: true, values: dimensions },
      { name: 'valor', type: 'string', required: true },
      { name: 'medida', type: 'string', required: true, values: measures },
      { name: 'solicitudes', type: 'integer' },
    ],
  },
  async rows(source) {
    const found = await countedFacts(source);
    const groups = Map.groupBy(found, ({ mes, dimension, medida }) => `${mes} ${dimension} ${medida}`);
    return [...groups.values()].flatMap((group): Row[] => {
      const hidden = hiddenRows(group.map(({ n }) => n));
      return group.map(({ n, dimension, value, ...row }, index) => ({
        ...row,
        ...{ dimension, valor: nameOf(source, dimension, value) },
        solicitudes: dimension !== 'todas' && hidden.has(index) ? null : n,
      }));
    });
  },
};

interface Counted {
  readonly mes: string;
  readonly dimension: (typeof dimensions)[number];
  readonly value: string;
  readonly medida: string;
  readonly n: number;
}

/** From the facts that the board counts; none while those are being counted anew. */
async function countedFacts({ reader, city }: DatasetSource): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select counted.mes, counted.dimension, w.value, counted.medida, counted.n
    from (
      select to_char(h.happened_on, 'YYYY-MM') as mes, d.dimension, d.word, h.medida, count(*) as n
      from petition_facts f
      cross join lateral (values
        ('recibidas', f.received_on), ('respondidas', f.replied_on), ('resueltas', f.resolved_on),
        ('desistidas', case when f.ending = 'withdrawn' then f.ended_on end),
        ('duplicadas', case when f.ending = 'duplicate' then f.ended_on end)) as h (medida, happened_on)
      cross join lateral (values
        ('todas', f.city), ('autoridad', f.authority), ('tipo', f.kind), ('tema', f.service),
        ('canal', f.channel), ('alcaldia', f.borough)) as d (dimension, word)
      where h.happened_on is not null
        and f.city in (select id from statistics_words where city_id = ${city.city.id} and dimension = 'city')
        and exists (select from statistics_progress where position is not null and swept_until is null)
      group by 1, 2, 3, 4
    ) as counted
    join statistics_words w on w.id = counted.word
    order by counted.mes, counted.dimension, counted.medida, w.value`.execute(reader);
  return rows;
}

const unknown = 'sin_dato';

/** As the other tables name it. */
function nameOf({ city }: DatasetSource, dimension: Counted['dimension'], value: string): string {
  if (dimension === 'todas') return 'todas';
  if (value === '') return unknown;
  if (dimension === 'autoridad') return city.authorities.get(value)?.code ?? value;
  if (dimension === 'tema') return city.services.get(value)?.code ?? value;
  return dimension === 'canal' ? wordFor(channelWords, value) : value;
}
