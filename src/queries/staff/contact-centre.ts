import { grantsReach } from '../../core/access/permissions.ts';
import { channelStanding, weekOf } from '../../core/channel-hours/standing.ts';
import { CHANNELS } from '../../core/cities/settings.ts';
import type { OpeningHours } from '../../core/deadlines/opening-hours.ts';
import { interactionKinds, wrapUps } from '../../core/interactions/interaction-words.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { versionOfDeskWords } from '../desk-words.ts';
import type { Asker } from './list-petitions.ts';

/** What an administrator edits of the desk: kinds, wrap-up codes and scripts, as they are in force. */
export function deskWordsToEdit({ city: { city } }: Asker) {
  const { settings, locale } = city;
  const language = languageOf(locale);
  const own = new Map(settings.interaction_kinds.map((one) => [one.code, one]));
  return {
    version: versionOfDeskWords(settings),
    kinds: interactionKinds(settings, language).map(({ code, name }) => ({
      ...{ code, name, opens_kind: own.get(code)?.opens_kind ?? null, script: own.get(code)?.script ?? '' },
    })),
    wrap_ups: [...wrapUps(settings, language)],
    greeting: settings.desk_script?.greeting ?? '',
    closing: settings.desk_script?.closing ?? '',
  };
}

/** The doors of the authorities that the asker reaches, with their week and how they stand now; none kept: empty. */
export function channelHours({ actor, city }: Asker, now: string) {
  const { settings, locale, id: city_id } = city.city;
  const language = languageOf(locale);
  const reached = [...city.authorities.values()].filter(
    ({ id, is_active }) =>
      is_active && grantsReach(actor.grants, 'configuration.read', { city_id, authority_id: id }),
  );
  return reached.map((authority) => ({
    authority: { id: authority.id, name: authority.name },
    channels: CHANNELS.filter((channel) => settings.channels.includes(channel)).map((channel) => {
      const hours = city.hours.get(`${authority.id}/${channel}`) ?? [];
      return {
        ...{ code: channel, name: sayCode(language, 'channel', channel) ?? channel },
        hours: inOrder(hours),
        week: weekTold(hours),
        standing: channelStanding(city, { authority_id: authority.id, channel }, now),
      };
    }),
  }));
}

/** The week in a form of its own, as it goes over the wire. */
export const weekTold = (hours: readonly OpeningHours[]) =>
  weekOf(hours).map((one) => ({ ...one, hours: one.hours.map((stretch) => ({ ...stretch })) }));

const inOrder = (hours: readonly OpeningHours[]) =>
  [...hours].sort((one, other) => one.weekday - other.weekday || (one.opens < other.opens ? -1 : 1));
