import { acceptPetition } from '../src/actions/petitions/accept-petition.ts';
import { draftReply } from '../src/actions/petitions/draft-reply.ts';
import { filePetition, type FiledPetition } from '../src/actions/petitions/file-petition.ts';
import { sendReply } from '../src/actions/petitions/send-reply.ts';
import type { StaffActor } from '../src/core/access/actor.ts';
import type { Stage } from '../src/core/petitions/stages.ts';
import type { Town } from './town.ts';

type Filing = Parameters<typeof filePetition>[2];

/** Rosa's petition about a lamp in Iztapalapa, in whatever stage is asked for; Julián does what has to be done. */
export async function aPetition(
  town: Town,
  {
    stage = 'assigned',
    ...given
  }: Partial<Filing> & { stage?: Extract<Stage, 'assigned' | 'in_work' | 'replied'> } = {},
): Promise<FiledPetition> {
  const filed = await filePetition(
    town.app,
    { kind: 'public' },
    {
      city_id: town.city_id,
      service_code: 'luminaria',
      channel: 'portal',
      description: 'No prende la lámpara de mi calle',
      identity: 'named',
      contact: { name: 'Rosa Ejemplo', email: 'rosa@correo.example' },
      notify_by: 'email',
      place: { zone_code: 'iztapalapa' },
      privacy_version: 1,
      ...given,
    },
  );
  const { petition_id } = filed;
  const julian = town.staff['julian']!;
  if (stage !== 'assigned') await acceptPetition(town.app, julian, { petition_id });
  if (stage === 'replied') await sendReply(town.app, julian, await aDraft(town, petition_id));
  return filed;
}

/** A complete draft of a reply; what it needs to be sent. */
export async function aDraft(
  town: Town,
  petition_id: string,
  given: Partial<Parameters<typeof draftReply>[2]> & { by?: StaffActor } = {},
): Promise<{ petition_id: string; reply_id: string }> {
  const { by = town.staff['julian']!, ...input } = given;
  const { reply_id } = await draftReply(town.app, by, {
    petition_id,
    outcome_code: 'resolved',
    body: 'Se cambió la lámpara.',
    next_step: 'No tiene que hacer nada.',
    means_of_appeal: 'Puede inconformarse en diez días hábiles.',
    ...input,
  });
  return { petition_id, reply_id: reply_id! };
}
