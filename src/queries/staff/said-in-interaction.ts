import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import type { Tx } from '../../store/database.ts';
import { interactionInWords } from './interactions.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import type { StaffPorts } from './ports.ts';

/** An interaction that is judged: where it was attended, and by whom. */
interface Judged {
  readonly interaction_id: string;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly agent_id: string;
}

/**
 * What was said and noted in an interaction that is reviewed; that somebody looked is written down of its person. Of a
 * petition with reserved identity it is told to nobody without that permission, and what was said about a unit to nobody
 * of that unit alone.
 */
export async function saidInInteraction(
  tx: Tx,
  { ports, asker }: { ports: Pick<StaffPorts, 'keys' | 'now'>; asker: Asker },
  judged: Judged,
) {
  const { actor } = asker;
  const { interaction_id } = judged;
  const told = (await interactionInWords(tx, { keys: ports.keys, asker }, interaction_id))!;
  const { answer, notes, petitions, articles, wrap_up } = told;
  const about = await aboutWhat(tx, interaction_id);
  if (isHidden(asker, judged, about))
    return { answer: null, notes: [], petitions: [], articles, wrap_up, is_hidden: true };
  await noteView(tx, {
    ...{ user_id: actor.user_id, person_id: about.person_id, petition_id: null },
    ...{ what: 'interaction', now: ports.now() },
  });
  return { answer, notes, petitions, articles, wrap_up, is_hidden: false };
}

interface About {
  readonly person_id: string | null;
  readonly is_reserved: boolean;
  readonly named_units: readonly string[];
}

async function aboutWhat(tx: Tx, interaction_id: string): Promise<About> {
  const { rows } = await sql<About>`
    select s.person_id, coalesce(bool_or(p.identity = 'reserved'), false) as is_reserved,
      coalesce(array_agg(p.named_unit_id) filter (where p.named_unit_id is not null), '{}') as named_units
    from interactions s
      left join interaction_petitions t on t.interaction_id = s.id
      left join petitions p on p.id = t.petition_id or p.id = s.petition_id
    where s.id = ${interaction_id} group by s.person_id`.execute(tx);
  return rows[0]!;
}

function isHidden({ actor, city }: Asker, { agent_id, ...at }: Judged, about: About): boolean {
  const place = { city_id: city.city.id, authority_id: at.authority_id, unit_id: at.unit_id };
  if (about.is_reserved && !permits(actor, 'petition.read_reserved_identity', place)) return true;
  if (agent_id === actor.user_id) return false;
  // As with the petition itself: a complaint about an official is hidden from that official's unit.
  const reviewing = actor.grants.filter(
    (grant) => grant.city_id === place.city_id && grant.permissions.includes('quality.review'),
  );
  return about.named_units.some((unit) => reviewing.every(({ unit_ids }) => unit_ids?.includes(unit)));
}
