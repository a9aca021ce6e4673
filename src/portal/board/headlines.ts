import { percentage, wholeNumber } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import type { Figures } from '../../core/statistics/figures.ts';
import { isFew } from '../../core/statistics/masking.ts';
import type { StatisticsView, Told } from '../../queries/public/statistics/statistics-view.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** What stands at the head of the board, in its order; each has a sentence that says what it counts. */
export const headlineNames = [
  'received',
  'replied',
  'resolved',
  'open',
  'overdue',
  'withdrawn',
  'duplicates',
  'in_time',
  'resolved_in_time',
  'reply_days',
  'resolve_days',
  'first_contact',
] as const;
export type HeadlineName = (typeof headlineNames)[number];

/** How many petitions stand behind the figures, at least. */
export const sizeOf = ({ received, replied, resolved }: Figures, open = 0): number =>
  Math.max(received, replied, resolved, open);

/** One figure as a person reads it; a dash where nothing can be said. */
export function headline(visit: Visit, told: Told, name: HeadlineName): string {
  const { figures, queue } = told;
  const share = (value: number | null) => (value === null ? '—' : percentage(value, visit.manner));
  switch (name) {
    case 'open':
    case 'overdue':
      return wholeNumber(queue[name], visit.manner);
    case 'in_time':
      return share(figures.share_replied_in_time);
    case 'resolved_in_time':
      return share(figures.share_resolved_in_time);
    case 'first_contact':
      return share(figures.share_first_contact);
    case 'reply_days':
      return days(visit, figures.reply_median);
    case 'resolve_days':
      return days(visit, figures.resolve_median);
    default:
      return wholeNumber(figures[name], visit.manner);
  }
}

function days({ manner, sayCount }: Visit, count: number | null): string {
  return count === null ? '—' : sayCount('portal.board.days', count, { count: wholeNumber(count, manner) });
}

export const headlineLabel = ({ say }: Visit, name: HeadlineName): string =>
  say(`portal.board.figure.${name}` as SentenceKey);

/** The figures, each with what it counts one press away, and how it was a year before. */
export function headlines(visit: Visit, view: StatisticsView, masks: boolean): Html {
  const { say } = visit;
  return html`<ul class="headlines">
    ${headlineNames.map(
      (name) =>
        html`<li class="card" id="cifra-${name}">
          <p class="figure">
            <strong>${numberAndUnit(headline(visit, view, name))}</strong> ${headlineLabel(visit, name)}
          </p>
          ${beside(visit, masks && isFew(sizeOf(view.year_before)) ? { ...view, year_before: null } : view, name)}
          <details>
            <summary>
              ${say('portal.board.what')}<span class="visually-hidden">: ${headlineLabel(visit, name)}</span>
            </summary>
            <p>${say(`portal.board.definition.${name}` as SentenceKey)}</p>
          </details>
        </li>`,
    )}
  </ul>`;
}

/** `2 días hábiles`: the number large, the words small. */
function numberAndUnit(text: string): Html {
  const [number = '', ...words] = text.split(' ');
  return words.length < 2 ? html`${text}` : html`${number} <small>${words.join(' ')}</small>`;
}

type Beside = Omit<StatisticsView, 'year_before'> & { readonly year_before: Figures | null };

/** The second line of a figure: nine of ten, the end of the period, or the year before. */
function beside(visit: Visit, view: Beside, name: HeadlineName): Html | null {
  const { say } = visit;
  const nine = { reply_days: view.figures.reply_p90, resolve_days: view.figures.resolve_p90 };
  if (name === 'reply_days' || name === 'resolve_days') {
    const p90 = nine[name];
    return p90 === null
      ? null
      : html`<p class="soft">${say('portal.board.nine_of_ten', { days: days(visit, p90) })}</p>`;
  }
  const told = [
    atEnd(visit, view, name),
    view.year_before === null ? null : yearBefore(visit, { ...view, year_before: view.year_before }, name),
  ];
  const lines = told.filter((one) => one !== null);
  return lines.length === 0 ? null : html`${lines.map((text) => html`<p class="soft">${text}</p>`)}`;
}

/** How many were open or overdue when the period ended, where that is not how it is now. */
function atEnd({ say, manner }: Visit, { at_end, queue }: Beside, name: HeadlineName): string | null {
  if ((name !== 'open' && name !== 'overdue') || at_end[name] === queue[name]) return null;
  return say('portal.board.open_at_end', { count: wholeNumber(at_end[name], manner) });
}

/** The same a year before; of what is open or overdue, at the end of the same days. */
function yearBefore(
  visit: Visit,
  { year_before: figures, at_end_before }: Beside & { readonly year_before: Figures },
  name: HeadlineName,
): string | null {
  if (figures.received + figures.replied + figures.resolved === 0) return null;
  const value = headline(visit, { figures, queue: at_end_before }, name);
  return visit.say('portal.board.year_before', { value });
}
