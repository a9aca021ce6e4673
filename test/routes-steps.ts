import { dogLicence } from './articles.ts';
import { sql } from 'kysely';
import { generate } from 'otplib';
import { newPasswordLink } from '../src/actions/identity/password-links.ts';
import { newId } from '../src/store/ids.ts';
import { aFile, castPassword, type CastMember } from './routes-cast.ts';
import { cast, asSystem, type Asking } from './routes-stage.ts';
import { aTelephone } from './telephony/own-telephone.ts';
import { aSoftphonePlace } from './telephony/softphone-place.ts';

// What a request of the console API needs before it can be made: done by whoever makes it, where they may.

export function grantOfIztapalapa() {
  const { authority_id, unit_id } = cast.ids;
  return { role_code: 'clerk', authority_id, unit_id };
}

export async function aLink(): Promise<string> {
  const user_id = cast.town.staff['julian']!.user_id;
  const { url } = await asSystem((tx) =>
    newPasswordLink({ tx, app: cast.app }, { user_id, why: 'forgotten' }),
  );
  return url.split('#')[1]!;
}

/** The words of the desk as whoever may read them reads them. */
export async function asDeskWordsAre({ browser }: CastMember): Promise<Asking> {
  const { status, body } = await browser('get_desk_words_to_edit');
  return status === 200 ? { body } : {};
}

/** What whoever may file has just filed for somebody by telephone. */
export async function ownFiling({ browser }: CastMember): Promise<Asking> {
  const { body } = await browser('file_petition', {
    body: {
      ...{ service_code: 'luminaria', identity: 'named', channel: 'phone', description: 'Una lámpara' },
      ...{ contact: { name: 'Rosa Ejemplo', email: 'rosa@correo.example' } },
      ...{ privacy_version: 1, place: { zone_code: 'iztapalapa' } },
    },
  });
  return body.petition_id === undefined ? {} : { params: { id: body.petition_id } };
}

export async function inCampaignCall({ browser }: CastMember): Promise<Asking> {
  await browser('begin_campaign_call', { params: cast.own['campaign-members']! });
  return {};
}

/** A campaign goes step by step; whoever may not take the first takes none. */
export async function after(
  { browser }: CastMember,
  steps: readonly ('draw_campaign' | 'open_campaign' | 'close_campaign')[],
): Promise<Asking> {
  for (const step of steps)
    await browser(step, { params: cast.own['campaigns']!, body: { closes_on: '2026-06-30' } });
  return { body: { closes_on: '2026-06-30' } };
}

/** Whoever may not begin the call is not in it. */
export async function inCall({ browser }: CastMember): Promise<Asking> {
  await browser('begin_survey_call', { params: cast.own['surveys-to-ask']! });
  return {};
}

export const articleOwner = () => ({ authority_id: cast.ids['authority_id'], unit_id: cast.ids['unit_id'] });

/** Whoever may publish here may write here too, and has written. */
export async function changedArticle({ browser }: CastMember): Promise<Asking> {
  const contents = { ...dogLicence, cost: 'Diez pesos.' };
  await browser('edit_article', {
    params: cast.own['articles']!,
    body: { ...articleOwner(), contents } as never,
  });
  return {};
}

export async function retiredArticle({ browser }: CastMember): Promise<Asking> {
  await browser('retire_article', { params: cast.own['articles']!, body: {} });
  return {};
}

export async function ownView({ browser }: CastMember): Promise<string> {
  const saved = await browser('save_view', { body: { name: 'Propia', query: '' } });
  return saved.status === 200 ? saved.body.id : cast.own['views']!['id']!;
}

export async function ownScan({ user_id }: CastMember): Promise<string> {
  const id = newId();
  const { city_id, app } = cast.town;
  const row = aFile({ id, city_id, at: app.now(), ...(user_id === null ? {} : { uploaded_by: user_id }) });
  await asSystem((tx) => tx.insertInto('files').values(row).execute());
  return id;
}

/** Everybody has an extension, so that the permission alone decides. */
export function telephoneOf(user_id: string | null, speaks = false) {
  const { city_id, authorities } = cast.town;
  return aTelephone(cast.app, { city_id, authority_id: authorities['iztapalapa']!, user_id }, speaks);
}

export async function ownExtension({ user_id }: CastMember): Promise<void> {
  if (user_id !== null) await anExtensionOf(user_id);
}

export function anExtensionOf(user_id: string): Promise<{ exchange_id: string }> {
  const { city_id, authorities } = cast.town;
  const ari = { address: 'http://127.0.0.1:8088/ari', username: 'atiende', secret: 'sin usar' };
  const place = { city_id, authority_id: authorities['iztapalapa']!, extension: '501', ari };
  return aSoftphonePlace(cast.app, { ...place, user_id, sip_address: 'wss://telefonia.pueblo.example/ws' });
}

export async function ownSoftphone(member: CastMember): Promise<Asking> {
  await ownExtension(member);
  const { status, body } = await member.browser('start_softphone');
  return { params: { id: status === 200 ? body.id : newId() } };
}
/** The secret of an app that is being set up; something of the kind for nobody, who has none. */
export async function begun({ browser }: CastMember): Promise<string> {
  const answer = await browser('begin_totp', { body: { password: castPassword } });
  return answer.status === 200 ? answer.body.secret : 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
}

export async function codesOf(secret: string): Promise<{ now: string; next: string }> {
  const epoch = Math.floor(Date.parse(cast.app.now()) / 1000);
  return { now: await generate({ secret, epoch }), next: await generate({ secret, epoch: epoch + 30 }) };
}

/** Sets the app up and takes the session back to where the second factor is still to be given. */
export async function halfOpen(member: CastMember): Promise<{ next: string; recovery: string }> {
  const { now, next } = await codesOf(await begun(member));
  const confirmed = await member.browser('confirm_totp', { body: { code: now } });
  await asSystem((tx) =>
    sql`update sessions set second_factor_at = null where user_id = ${member.user_id}::uuid`.execute(tx),
  );
  return { next, recovery: confirmed.status === 200 ? confirmed.body.recovery_codes[0]! : 'AAAA-AAAA-AAAA' };
}
