import { makeCampaign } from '../src/actions/campaigns/make-campaign.ts';
import { newId } from '../src/store/ids.ts';
import { paperCode } from '../src/store/surveys.ts';
import { aPetition } from './builders.ts';
import type { Town } from './town.ts';

/** A bad answer to be seen to in Iztapalapa. */
export async function aFollowUp(town: Town, petition_id: string): Promise<string> {
  const [id, survey_id, at] = [newId(), newId(), town.app.now()];
  const unit_id = town.units['iztapalapa/obras']!;
  const place = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, unit_id };
  const asked = { carried_by: 'page', asked_at: at, expires_at: at, closed_at: at, closed_on: '2026-04-29' };
  const answer = { answered_at: at, satisfaction: 1, solved: 'no' };
  const matter = { service_id: town.services['luminaria']!, kind_code: 'report', channel: 'portal' };
  await town.asSystem(async (tx) => {
    await tx
      .insertInto('surveys')
      .values({ id: survey_id, petition_id, ...place, ...matter, ...asked, ...answer })
      .execute();
    await tx
      .insertInto('survey_follow_ups')
      .values({ id, survey_id, ...place, trigger: 'both', opened_at: at, due_on: '2026-04-30' })
      .execute();
  });
  return id;
}

/** A closing in Iztapalapa whose person is asked by telephone; nobody has called yet. */
export async function aSurveyToAsk(town: Town): Promise<string> {
  const [id, at] = [newId(), town.app.now()];
  const contact = { name: 'Pedro Ejemplo', phone: '+525555550199' };
  const { petition_id } = await aPetition(town, { channel: 'phone', contact, notify_by: 'none' });
  await town.asSystem(async (tx) => {
    const closed = { stage: 'closed', closed_at: at };
    await tx.updateTable('petitions').set(closed).where('id', '=', petition_id).execute();
    await tx
      .insertInto('surveys')
      .values({
        ...{ id, petition_id, city_id: town.city_id, authority_id: town.authorities['iztapalapa']! },
        ...{ unit_id: town.units['iztapalapa/obras']!, service_id: town.services['luminaria']! },
        ...{ kind_code: 'report', channel: 'phone', closed_at: at, closed_on: '2026-04-28' },
        ...{ carried_by: 'phone', asked_at: at, expires_at: '2027-04-29T16:00:00.000Z' },
        paper_code: paperCode(town.app.keys, id),
      })
      .execute();
  });
  return id;
}

/** A campaign of Iztapalapa that is written down and not drawn. */
export async function aCampaign(town: Town): Promise<string> {
  const { campaign_id } = await makeCampaign(town.app, town.staff['supervisor.iztapalapa']!, {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, population: 'closings' },
    ...{ title: 'Alumbrado', purpose: 'Para saber qué sigue.', closed_from: '2026-04-01' },
    ...{ closed_until: '2026-04-30', questions: [{ kind: 'yes_no', text: '¿Prende su lámpara?' }] },
  });
  return campaign_id;
}

/** Somebody of Iztapalapa who was drawn for an open campaign and is to be called. */
export async function aCampaignMember(town: Town): Promise<string> {
  const [id, campaign_id, survey_id] = [newId(), await aCampaign(town), await aSurveyToAsk(town)];
  const at = town.app.now();
  await town.asSystem(async (tx) => {
    const open = { state: 'open', opened_at: at, closes_at: '2027-04-29T16:00:00.000Z' };
    await tx.updateTable('survey_campaigns').set(open).where('id', '=', campaign_id).execute();
    const asked = { carried_by: 'phone', asked_at: at, paper_code: paperCode(town.app.keys, id) };
    await tx
      .insertInto('survey_campaign_members')
      .values({ id, campaign_id, survey_id, stratum: '', ...asked })
      .execute();
  });
  return id;
}
