import { sql } from 'kysely';
import type { Channel } from '../../core/cities/settings.ts';
import { nameOfKind } from '../../core/interactions/interaction-words.ts';
import { languageOf } from '../../core/language/sentences.ts';
import { agreementOfCalibration, finishedAll } from '../../core/quality/calibration.ts';
import { usualForm } from '../../core/quality/form.ts';
import type { Marks } from '../../core/quality/score.ts';
import { inTransaction, type Reader } from '../../store/database.ts';
import { keptForm } from '../../store/quality.ts';
import { calibrationsToSee } from './calibrations.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';
import { saidInInteraction } from './said-in-interaction.ts';

/**
 * One calibration with what was said in each interaction. Before they are compared: the asker's own marks, and of others
 * only how many they judged. After: the marks of all who judged everything, and how far they agree. Null for whoever
 * does not review there or attended one of them. The looks at what was said are written down.
 */
export function calibrationPage(ports: StaffPorts, asker: Asker, id: string) {
  const { actor, city } = asker;
  const as = { kind: 'staff', authority_ids: actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const { rows } = await sql<Row>`
      select s.id, s.authority_id, s.unit_id, s.from_on, s.until_on, s.seed, s.frame_size, s.frame_hash, s.opened_at,
        o.name as opened_by, s.opened_by = ${actor.user_id} as is_mine, s.compared_at, c.name as compared_by, s.form_version
      from quality_calibrations s join users o on o.id = s.opened_by left join users c on c.id = s.compared_by
      where s.id = ${id} and ${calibrationsToSee(asker)}`.execute(tx);
    const [row] = rows;
    if (row === undefined) return null;
    const { authority_id, unit_id, ...told } = row;
    const items = await itemsIn(tx, id);
    const scores = await scoresIn(tx, id);
    const judged = Map.groupBy(scores, ({ reviewer_id }) => reviewer_id);
    const counts = new Map([...judged].map(([who, of]) => [who, of.length]));
    const finished = finishedAll(counts, items.length);
    const form =
      (await keptForm(tx, city.city.id, row.form_version)) ?? usualForm(languageOf(city.city.locale));
    const is_compared = row.compared_at !== null;
    const shown = is_compared ? scores.filter(({ reviewer_id }) => finished.includes(reviewer_id)) : [];
    const marksOf = (item: ItemRow) =>
      finished.map((who) => shown.find((one) => one.item_id === item.id && one.reviewer_id === who)!.marks);
    const pages = [];
    for (const item of items) {
      const said = await saidInInteraction(tx, { ports, asker }, { ...item, authority_id });
      const mine = scores.find((one) => one.item_id === item.id && one.reviewer_id === actor.user_id);
      pages.push({
        ...presentItem(item, { asker, authority_id }),
        ...{ interaction: said, mine: mine?.marks ?? null },
        scores: shown.filter(({ item_id }) => item_id === item.id).map(presentScore),
      });
    }
    return {
      ...told,
      place: (unit_id === null ? city.authorities.get(authority_id) : city.units.get(unit_id))?.name ?? '',
      form,
      judges: [...judged].map(([who, of]) => ({ id: who, name: of[0]!.reviewer, done: of.length })),
      items: pages,
      agreement: is_compared
        ? { judges: finished.length, ...agreementOfCalibration(form, items.map(marksOf)) }
        : null,
    };
  });
}

async function itemsIn(reader: Reader, calibration_id: string): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select t.id, t.place, t.interaction_id, t.unit_id, t.agent_id, a.name as agent, i.at, i.channel, i.direction, i.kind,
      case when i.ended_at is not null then extract(epoch from i.ended_at - i.at)::int end as seconds,
      t.reference_marks, t.reference_score::float8 as reference_score, t.reference_passes, t.reference_words,
      t.kept_at, k.name as kept_by
    from quality_calibration_items t join interactions i on i.id = t.interaction_id join users a on a.id = t.agent_id
      left join users k on k.id = t.kept_by
    where t.calibration_id = ${calibration_id} order by t.place`.execute(reader);
  return rows;
}

async function scoresIn(reader: Reader, calibration_id: string): Promise<readonly ScoreRow[]> {
  const { rows } = await sql<ScoreRow>`
    select c.item_id, c.reviewer_id, u.name as reviewer, c.marks, c.score::float8 as score, c.passes
    from quality_calibration_scores c join quality_calibration_items t on t.id = c.item_id
      join users u on u.id = c.reviewer_id
    where t.calibration_id = ${calibration_id} order by u.name, c.reviewer_id`.execute(reader);
  return rows;
}

function presentItem(item: ItemRow, { asker, authority_id }: { asker: Asker; authority_id: string }) {
  const { city } = asker;
  const { settings, locale } = city.city;
  const place = item.unit_id === null ? city.authorities.get(authority_id) : city.units.get(item.unit_id);
  return {
    ...{ id: item.id, number: item.place, at: item.at, channel: item.channel, direction: item.direction },
    ...{ seconds: item.seconds, agent: { id: item.agent_id, name: item.agent }, place: place?.name ?? '' },
    kind: { code: item.kind, name: nameOfKind(settings, languageOf(locale), item.kind) },
    reference:
      item.kept_at === null
        ? null
        : {
            ...{ marks: item.reference_marks!, score: item.reference_score!, passes: item.reference_passes! },
            ...{ words: item.reference_words!, at: item.kept_at, by: item.kept_by! },
          },
  };
}

const presentScore = ({ reviewer_id, reviewer, marks, score, passes }: ScoreRow) => ({
  ...{ judge: { id: reviewer_id, name: reviewer }, marks, score, passes },
});

interface Row {
  readonly id: string;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly from_on: string;
  readonly until_on: string;
  readonly seed: string;
  readonly frame_size: number;
  readonly frame_hash: string;
  readonly opened_at: string;
  readonly opened_by: string;
  readonly is_mine: boolean;
  readonly compared_at: string | null;
  readonly compared_by: string | null;
  readonly form_version: number;
}
interface ItemRow {
  readonly id: string;
  readonly place: number;
  readonly interaction_id: string;
  readonly unit_id: string | null;
  readonly agent_id: string;
  readonly agent: string;
  readonly at: string;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly seconds: number | null;
  readonly reference_marks: Marks | null;
  readonly reference_score: number | null;
  readonly reference_passes: boolean | null;
  readonly reference_words: string | null;
  readonly kept_at: string | null;
  readonly kept_by: string | null;
}
interface ScoreRow {
  readonly item_id: string;
  readonly reviewer_id: string;
  readonly reviewer: string;
  readonly marks: Marks;
  readonly score: number;
  readonly passes: boolean;
}
