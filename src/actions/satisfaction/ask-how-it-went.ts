import { z } from 'zod';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction } from '../action.ts';
import { askPerson, closedPetition, type AskedHow } from './ask-person.ts';

/** After a closing: puts it in the frame of what can be asked about, and asks its person how it went (`askPerson`). */
export const askHowItWent = defineAction({
  name: 'ask-how-it-went',
  permission: 'system',
  input: z.object({ petition_id: z.uuid() }),
  async run(context): Promise<AskedHow> {
    const { tx, input } = context;
    const petition = await closedPetition(tx, input.petition_id);
    if (!petition) return { asked: false, because: 'not_closed' };
    const { unit_id, service_id, kind_code, channel, current_authority_id: authority_id } = petition;
    const city = await cityConfiguration(tx, petition.city_id);
    const time_zone = city?.calendars.get(authority_id)?.time_zone ?? 'UTC';
    return askPerson(context, {
      ...{ petition, asks: 'how_it_went', since: petition.closed_at },
      framed: {
        ...{ authority_id, unit_id, service_id, kind_code, channel },
        responsible_id: petition.assignee_id,
        closed_on: localDateOf(petition.closed_at!, time_zone),
      },
    });
  },
});
