import { callTimes, type CallTime } from '../../core/channel-hours/call-times.ts';
import {
  authorityOfDoors,
  channelStanding,
  type ChannelStanding,
} from '../../core/channel-hours/standing.ts';
import { opensSaid } from '../../core/channel-hours/opening-words.ts';
import { clockTime, longDate } from '../../core/language/format.ts';
import { call_back_kept_days } from '../../core/telephony/call-back.ts';
import { errorSummary, isRefused, selectField, textField, type FormState } from '../layout/fields.ts';
import { onceField } from '../layout/once.ts';
import { weekSaid } from '../layout/openings.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** The city's telephone: how it stands, and when somebody can be called. */
export interface Telephone {
  readonly standing: ChannelStanding;
  readonly times: readonly CallTime[];
}

/** Null where it keeps no hours, or never opens: then nothing is promised. */
export function telephoneOf({ city, now }: Visit): Telephone | null {
  const authority_id = authorityOfDoors(city);
  if (authority_id === null) return null;
  const standing = channelStanding(city, { authority_id, channel: 'phone' }, now);
  if (standing === null || (!standing.is_open && standing.opens_at === null)) return null;
  const hours = city.hours.get(`${authority_id}/phone`) ?? [];
  return { standing, times: callTimes(hours, city.calendars.get(authority_id)!, now) };
}

/** Asks for the number, when, and what it is about: one short form. */
export function askPage(visit: Visit, { standing, times }: Telephone, form: FormState): string {
  const { say, paths } = visit;
  const title = say('portal.call_back.title');
  const phone = { name: 'telefono', label: say('portal.call_back.phone'), longest: 40 };
  const as_phone = { type: 'tel', inputmode: 'tel', autocomplete: 'tel', width: 'medium' } as const;
  const about = { name: 'asunto', label: say('portal.call_back.about'), rows: 3, longest: 300 };
  const folio = {
    name: 'folio',
    label: say('portal.call_back.folio'),
    longest: 40,
    width: 'medium',
  } as const;
  const main = html`${errorSummary(visit, form)}
    <h1>${title}</h1>
    <p class="lead">${say('portal.call_back.lead')}</p>
    <p>${howItStands(visit, standing)}</p>
    <p class="soft">${say('portal.call_back.week', { week: weekSaid(visit, 'phone') ?? '' })}</p>
    <form method="post" action="${paths.callBack()}" class="board-form subscribe" novalidate>
      ${visit.csrf()} ${onceField()}
      ${textField(visit, { ...phone, ...as_phone, help: say('portal.call_back.phone_help') }, form)}
      ${selectField(visit, whenField(visit, { standing, times }), form)}
      ${textField(visit, { ...about, optional: true, help: say('portal.call_back.about_help') }, form)}
      ${textField(visit, { ...folio, optional: true, autocomplete: 'off' }, form)}
      <p class="soft">
        ${say('portal.call_back.privacy', { days: call_back_kept_days })}
        <a href="${paths.text('aviso-de-privacidad')}">${say('portal.call_back.privacy_notice')}</a>
      </p>
      <button class="button" type="submit">${say('portal.call_back.ask')}</button>
    </form>
    <p class="after-form">
      ${say('portal.call_back.or_write')}
      <a href="${paths.start()}">${say('portal.contact.leave_it_here')}</a>
    </p>`;
  return page(visit, { title, main, has_errors: isRefused(form), private: true, scripts: ['filing.js'] });
}

function howItStands({ say, manner, now }: Visit, { closes_at, opens_at }: ChannelStanding): string {
  if (closes_at !== null) return say('portal.call_back.open_until', { time: clockTime(closes_at, manner) });
  return say('portal.call_back.closed_until', { when: opensSaid(say, { opens_at: opens_at!, now }, manner) });
}

function whenField(visit: Visit, { standing, times }: Telephone) {
  const { say, manner } = visit;
  const days = [...new Set(times.map(({ on }) => on))];
  const said = ({ opens, closes }: CallTime) => say('portal.call_back.between', { opens, closes });
  return {
    ...{ name: 'cuando', label: say('portal.call_back.when') },
    nothing: say(standing.is_open ? 'portal.call_back.soon' : 'portal.call_back.soon_closed'),
    groups: days.map((day) => ({
      label: longDate(day, manner),
      choices: times.filter(({ on }) => on === day).map((time) => ({ value: time.from, label: said(time) })),
    })),
  };
}

/** The same whether or not the number is known, and however often it is asked. */
export function askedPage(visit: Visit, { standing, times }: Telephone, from: string): string {
  const { say, paths, manner } = visit;
  const title = say('portal.call_back.asked_title');
  const time = times.find((one) => one.from === from);
  const main = html`<h1>${title}</h1>
    <p class="lead" role="status">
      ${time === undefined ? atOnce(visit, standing) : say('portal.call_back.asked_at', { day: longDate(time.on, manner), opens: time.opens, closes: time.closes })}
    </p>
    <p>${say('portal.call_back.asked_more')}</p>
    <a class="button second" href="${paths.home()}">${say('portal.call_back.to_home')}</a>`;
  return page(visit, { title, main, private: true });
}

function atOnce({ say, manner, now }: Visit, { opens_at }: ChannelStanding): string {
  return opens_at === null
    ? say('portal.call_back.asked_soon')
    : say('portal.call_back.asked_opens', { when: opensSaid(say, { opens_at, now }, manner) });
}
