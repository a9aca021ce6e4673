import type { DayExplanation } from '../../core/deadlines/explain.ts';
import { dayAndMonth } from '../../core/language/format.ts';
import { say, type SentenceKey } from '../../core/language/sentences.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

/** Every day from filing to the due date: counted or not, and why. */
export function dayTable(
  { language, manner }: Pick<Visit, 'language' | 'manner'>,
  days: readonly DayExplanation[],
): Html {
  const head = (key: SentenceKey) => html`<th scope="col">${say(language, key)}</th>`;
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="${say(language, 'portal.clock.table')}"
  >
    <table class="days">
      <thead>
        <tr>
          ${head('portal.clock.day')}${head('portal.clock.count')}${head('portal.clock.reason')}
        </tr>
      </thead>
      <tbody>
        ${days.map(
          (day, index) =>
            html`<tr class="${day.counted ? 'on' : 'off'}${index === days.length - 1 ? ' last' : ''}">
              <th scope="row">${dayAndMonth(day.on, manner)}</th>
              <td class="number">${day.number ?? (day.counted ? say(language, 'portal.clock.yes') : '—')}</td>
              <td>${reason(language, day)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function reason(language: Visit['language'], day: DayExplanation): Html {
  const text = say(language, `portal.clock.why_${day.why}` as SentenceKey);
  const name = day.name === undefined ? null : html`: ${day.name}`;
  const source =
    day.source === undefined || day.counted ? null : html` <span class="soft small">(${day.source})</span>`;
  return html`${text}${name}${source}`;
}
