import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { isCalling, MOST_ATTEMPTS } from '../../core/satisfaction/asking-in-person.ts';
import { citizenPaths } from '../../core/paths.ts';
import { reading } from '../../store/database.ts';
import { openContacts } from '../../store/people.ts';
import { campaignMember, campaignOf, campaignToken } from '../../store/survey-campaigns.ts';
import { campaignPaper } from '../documents/campaign-document.ts';
import { typeset } from '../documents/typeset.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

const system = { kind: 'system' } as const;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly carried_by: 'phone' | 'paper';
  readonly attempts: number;
  readonly closes_at: string;
  readonly paper_code: string;
  readonly caller_id: string | null;
  readonly called_at: string | null;
}

/** Who was drawn for an open campaign and is to be asked by a person, at most 200, without saying who they are. */
export function campaignCalls(ports: StaffPorts, { actor, city }: Asker) {
  const now = ports.now();
  const today = localDateOf(now, city.city.time_zone);
  return reading(ports.database, system, async (reader) => {
    const { rows } = await sql<Row>`
      select m.id, c.title, m.carried_by, m.attempts, c.closes_at, m.paper_code, m.caller_id, m.called_at
      from survey_campaign_members m join survey_campaigns c on c.id = m.campaign_id join surveys s on s.id = m.survey_id
      where c.city_id = ${city.city.id} and c.state = 'open' and c.closes_at > ${now}::timestamptz
        and m.carried_by in ('phone', 'paper') and m.answered_at is null and m.refused_at is null
        and m.declined_at is null and m.attempts < ${MOST_ATTEMPTS} and (m.call_back_on is null or m.call_back_on <= ${today}::date)
        and s.responsible_id is distinct from ${actor.user_id}::uuid
        and ${lyingWithin(actor, 'satisfaction.ask', city.city.id)}
      order by c.closes_at, m.id limit 200`.execute(reader);
    return {
      items: rows.map(({ caller_id, called_at, ...row }) => ({
        ...row,
        is_anothers:
          caller_id !== null &&
          caller_id !== actor.user_id &&
          isCalling({ caller_id, called_at }, { user_id: caller_id, now }),
      })),
    };
  });
}

/** Whom to call and what to ask: for who began the call alone, while it is theirs. Null: not theirs. */
export function campaignCall(ports: StaffPorts, { actor, city }: Asker, id: string) {
  const now = ports.now();
  return reading(ports.database, system, async (reader) => {
    const member = await campaignMember(reader, { id });
    const campaign = member && (await campaignOf(reader, { id: member.campaign_id }));
    if (!member || campaign?.city_id !== city.city.id || member.petition_id === null) return null;
    if (!isCalling(member, { user_id: actor.user_id, now })) return null;
    const contacts = await openContacts(reader, ports.keys, member.petition_id);
    const person = contacts.find(({ part }) => part === 'petitioner');
    return {
      ...{ id, title: campaign.title, purpose: campaign.purpose },
      questions: campaign.questions.map((question) => ({ ...question, options: [...question.options] })),
      person: {
        ...{ name: person?.name ?? null, phone: person?.phone ?? null },
        address: member.carried_by === 'paper' ? (person?.address ?? null) : null,
      },
    };
  });
}

/** The questions on paper with the code and the link of one who was drawn. Null: not theirs to ask. */
export function memberPaper(ports: StaffPorts, { actor, city }: Asker, id: string): Promise<Buffer | null> {
  return reading(ports.database, system, async (reader) => {
    const member = await campaignMember(reader, { id });
    const campaign = member && (await campaignOf(reader, { id: member.campaign_id }));
    if (!member || campaign?.city_id !== city.city.id || member.paper_code === null) return null;
    if (!permits(actor, 'satisfaction.ask', { ...member, city_id: city.city.id })) return null;
    const path = citizenPaths(`/c/${city.city.code}`).campaignLink(campaignToken(ports.keys, id));
    return typeset(
      'survey',
      await campaignPaper(ports, { campaign, city, code: { value: member.paper_code, path } }),
    );
  });
}
