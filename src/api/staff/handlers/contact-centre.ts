import { saveDeskWords, setChannelHours } from '../../../actions/administration/contact-centre.ts';
import { deskHours } from '../../../queries/staff/desk-hours.ts';
import { channelHours, deskWordsToEdit } from '../../../queries/staff/contact-centre.ts';
import { askerOf, type Handlers } from '../call.ts';
import type { contactCentreRoutes } from '../contract/routes-contact-centre.ts';

export const contactCentreHandlers: Pick<Handlers, keyof typeof contactCentreRoutes> = {
  async get_desk_words_to_edit(call) {
    return deskWordsToEdit(await askerOf(call));
  },
  async save_desk_words(call) {
    const { actor, city } = await askerOf(call);
    await saveDeskWords(call.app, actor, { ...call.body, city_id: city.city.id }, call.idempotency);
    return deskWordsToEdit(await askerOf(call));
  },
  async get_desk_hours(call) {
    return deskHours(call.app, await askerOf(call));
  },
  async list_channel_hours(call) {
    return { items: channelHours(await askerOf(call), call.app.now()) };
  },
  async set_channel_hours(call) {
    const { actor, city } = await askerOf(call);
    await setChannelHours(call.app, actor, { ...call.body, city_id: city.city.id }, call.idempotency);
    return { items: channelHours(await askerOf(call), call.app.now()) };
  },
};
