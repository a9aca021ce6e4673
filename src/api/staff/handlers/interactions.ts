import { Readable } from 'node:stream';
import { beginInteraction } from '../../../actions/interactions/begin-interaction.ts';
import { noteInteraction, touchPetition } from '../../../actions/interactions/change-interaction.ts';
import { endInteraction, logInteraction } from '../../../actions/interactions/end-interaction.ts';
import { localDateOf } from '../../../core/deadlines/plain-date.ts';
import { deskWordsToEdit } from '../../../queries/staff/contact-centre.ts';
import { lookUpAtDesk } from '../../../queries/staff/desk-lookup.ts';
import { exportInteractions } from '../../../queries/staff/export-interactions.ts';
import { interactionFigures } from '../../../queries/staff/interaction-figures.ts';
import { listInteractions } from '../../../queries/staff/interactions.ts';
import { petitionInteractions } from '../../../queries/staff/petition-interactions.ts';
import { personInteractions } from '../../../queries/staff/person-interactions.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';
import { personIn } from './people.ts';

type Interactions =
  | 'look_up_at_desk'
  | 'get_desk_words'
  | 'begin_interaction'
  | 'end_interaction'
  | 'log_interaction'
  | 'touch_petition'
  | 'note_interaction'
  | 'list_interactions'
  | 'count_interactions'
  | 'export_interactions'
  | 'get_petition_interactions'
  | 'get_person_interactions';

export const interactionHandlers: Pick<Handlers, Interactions> = {
  async look_up_at_desk(call) {
    const asker = await askerOf(call);
    const { q } = call.query;
    return lookUpAtDesk(call.app, asker, { q, person: personIn(q, asker.city.city.country) });
  },
  async get_desk_words(call) {
    const { kinds, wrap_ups, greeting, closing } = deskWordsToEdit(await askerOf(call));
    return {
      kinds: kinds.map(({ code, name, script }) => ({ code, name, script })),
      ...{ wrap_ups, greeting, closing },
    };
  },
  async begin_interaction(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return beginInteraction(call.app, actorOf(call), input as never, call.idempotency);
  },
  async end_interaction(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return endInteraction(call.app, actorOf(call), input as never, call.idempotency);
  },
  async log_interaction(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return logInteraction(call.app, actorOf(call), input as never, call.idempotency);
  },
  async touch_petition(call) {
    const input = { ...call.body, interaction_id: call.params.id };
    return touchPetition(call.app, actorOf(call), input, call.idempotency);
  },
  async note_interaction(call) {
    const input = { ...call.body, interaction_id: call.params.id };
    return noteInteraction(call.app, actorOf(call), input, call.idempotency);
  },
  async list_interactions(call) {
    return orWrongCursor(await listInteractions(call.app, await askerOf(call), call.query as never));
  },
  async count_interactions(call) {
    return interactionFigures(call.app, await askerOf(call), call.query);
  },
  async export_interactions(call) {
    const asker = await askerOf(call);
    const table = exportInteractions(call.app, asker, call.query);
    const name = `atenciones-${localDateOf(call.app.now(), asker.city.city.time_zone)}.csv`;
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(table), { highWaterMark: 1 }));
  },
  async get_petition_interactions(call) {
    const asked = { petition_id: call.params.id, reveal: call.query.reveal === '1' };
    return orNotFound(await petitionInteractions(call.app, await askerOf(call), asked));
  },
  async get_person_interactions(call) {
    return orNotFound(await personInteractions(call.app, await askerOf(call), call.params.id));
  },
};
