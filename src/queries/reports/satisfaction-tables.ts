import type { SentenceKey } from '../../core/language/sentences.ts';
import type { ReportRow, ReportTable } from '../../core/reports/contents.ts';
import { worded, wordedCode } from '../../core/reports/words.ts';
import type { Figures, Share } from '../../core/satisfaction/figures.ts';
import { satisfactionFigures, type FiguresAsked } from '../satisfaction-figures.ts';
import { columnsOf, type ColumnCode } from './columns.ts';
import { totalRow } from './counted-tables.ts';
import { valueNamed } from './names.ts';
import type { ReportSource } from './source.ts';

const measures = ['satisfaction', 'solved', 'ease', 'clarity'] as const;
const told: readonly ColumnCode[] = ['percent', 'low', 'high', 'weighted', 'answers'];

/** A share as it is told: percentage, interval, weighted, answers; nothing of it where too few answered. */
const cellsOf = (share: Share | null): (number | null)[] =>
  share === null
    ? told.map(() => null)
    : [...[share.percent, share.low, share.high, share.weighted].map(tenth), share.n];

const tenth = (percent: number): number => Math.round(percent * 10) / 10;

const askedBy = ({ city, period, authority_id }: ReportSource): FiguresAsked => ({
  ...{ city_id: city.city.id, from: period.from, until: period.to },
  ...(authority_id === null ? {} : { authority_id }),
});

/** What people said of the closings of the period: the four measures, and satisfaction by authority or by unit. */
export async function satisfactionTables(source: ReportSource): Promise<ReportTable[]> {
  const by = source.authority_id === null ? 'authority' : 'unit';
  const { whole, groups } = await satisfactionFigures(source.reader, askedBy(source), by);
  const rows: ReportRow[] = groups.map(({ key, figures }) => ({
    ...valueNamed(source.city, by, key),
    ...satisfactionOf(figures),
  }));
  rows.sort((one, other) => (one.code < other.code ? -1 : 1));
  return [
    {
      ...{ code: 'satisfaccion', name: worded('report.table.satisfaccion'), first: worded('report.measure') },
      ...{ columns: columnsOf(told), drawing: 'none' },
      rows: [...measures, ...(whole.lasting_asked > 0 ? (['lasting'] as const) : [])].map((measure) => ({
        ...{ code: measure, name: worded(`satisfaction.measure.${measure}`), cells: cellsOf(whole[measure]) },
        ...(whole[measure] === null ? { is_hidden: true as const } : {}),
      })),
    },
    {
      ...{ code: `satisfaccion-por-${by === 'unit' ? 'unidad' : 'autoridad'}`, drawing: 'none' },
      name: worded('report.table.satisfaccion_por'),
      first: worded(`portal.board.dimension.${by}` as SentenceKey),
      columns: columnsOf([...told, 'closed', 'asked']),
      rows: [...rows, totalRow([...cellsOf(whole.satisfaction), whole.closed, whole.asked])],
    },
  ];
}

function satisfactionOf({ satisfaction, closed, asked }: Figures): Pick<ReportRow, 'cells'> {
  return { cells: [...cellsOf(satisfaction), closed, asked] };
}

/** What was found behind bad answers about the closings of the period, and closed: «usted dijo, hicimos». */
export async function causesTable(source: ReportSource): Promise<ReportTable> {
  const { reader, city, period, authority_id } = source;
  const rows = await reader
    .selectFrom('survey_follow_ups as f')
    .innerJoin('surveys as s', 's.id', 'f.survey_id')
    .select('f.cause')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('f.city_id', '=', city.city.id)
    .where('s.closed_on', '>=', period.from)
    .where('s.closed_on', '<=', period.to)
    .where('f.cause', 'is not', null)
    .where('f.cause', '<>', 'answer_changed')
    .$if(authority_id !== null, (query) => query.where('f.authority_id', '=', authority_id!))
    .groupBy('f.cause')
    .orderBy('count', 'desc')
    .orderBy('f.cause')
    .execute();
  const sum = rows.reduce((all, { count }) => all + count, 0);
  return {
    ...{ code: 'seguimientos', name: worded('report.table.seguimientos'), first: worded('report.cause') },
    ...{ columns: columnsOf(['cases']), drawing: 'bars' },
    rows: [
      ...rows.map(({ cause, count }) => ({
        code: cause!,
        name: wordedCode('survey_cause', cause!),
        cells: [count],
      })),
      totalRow([sum]),
    ],
  };
}
