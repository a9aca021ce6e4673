import { explainDue } from '../../core/deadlines/explain.ts';
import { foldClock } from '../../core/deadlines/clock.ts';
import { OutsideCalendarCoverage, type Calendar } from '../../core/deadlines/calendar.ts';
import { longDate } from '../../core/language/format.ts';
import type { TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { dayTable } from '../layout/day-table.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import type { Visit } from '../layout/visit.ts';

/** «¿Por qué esta fecha?»: the law, the term and every day of one clock. Null where the petition has no such clock. */
export function clockPage(visit: Visit, petition: TrackedPetition, clock: string): string | null {
  const entries = petition.ledger.get(clock);
  if (entries === undefined || entries.length === 0 || clock === 'accept') return null;
  const { say, manner, paths } = visit;
  const state = foldClock(entries);
  const title = say('portal.clock.why');
  const count = say(
    `portal.term.${state.term.unit}_${state.length_total === 1 ? 'one' : 'other'}` as SentenceKey,
    {
      count: state.length_total,
    },
  );
  const main = html`<a class="back" href="${paths.petition(petition.folio)}"
      >${icon('back')} ${petition.folio}</a
    >
    <h1>${title}</h1>
    ${
      state.due_on === null
        ? html`<p class="lead">${say('portal.clock.nothing_due')}</p>`
        : html`<p class="lead">${longDate(state.due_on, manner)}</p>`
    }
    <p>${say('portal.clock.law', { count })}</p>
    <p class="notice">${state.term.citation}</p>
    ${table(visit, entries)}
    <p class="soft small">${say('portal.clock.local_time', { city: visit.city.city.name })}</p>`;
  return page(visit, { title: `${title} ${petition.folio}`, main, private: true });
}

function table(visit: Visit, entries: Parameters<typeof explainDue>[0]) {
  const byCode = new Map([...visit.city.calendars.values()].map((calendar) => [calendar.code, calendar]));
  const [first] = byCode.values();
  try {
    const { days } = explainDue(entries, (code: string): Calendar => byCode.get(code) ?? first!);
    return dayTable(visit, days);
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return html`<p>${visit.say('portal.clock.no_table')}</p>`;
    throw error;
  }
}
