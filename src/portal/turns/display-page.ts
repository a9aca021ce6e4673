import { clockTime } from '../../core/language/format.ts';
import { shownNumber } from '../../core/turns/office.ts';
import { lineWord } from '../../core/turns/office-day.ts';
import type { OfficeNow } from '../../queries/public/turns.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { barePage } from './bare-page.ts';

const most_called = 5;

/** What hangs in the waiting room: the number that was just called and its counter, and those before. Nobody's name. */
export function displayPage(visit: Visit, { office, line }: OfficeNow): string {
  const { say, paths, cityWords } = visit;
  const shown = line.called.slice(0, most_called + 1).map((one) => ({
    number: shownNumber(one),
    counter: office.settings.counters.find(({ code }) => code === one.counter_code)?.name ?? '',
    // Called once more, it is announced once more.
    call: `${one.id}/${one.calls}/${one.called_at}`,
  }));
  const [now, ...before] = shown;
  const main = html`<div
      id="fila"
      class="display-room"
      data-turn-stream="${paths.officeStream(office.code)}"
      data-version="${lineWord(line.day, line.version)}"
      ${now === undefined ? null : html`data-call="${now.call}" data-announce="${say('portal.turns.announce', now)}"`}
    >
      <h1 class="display-name" ${cityWords}>${office.name}</h1>
      ${now === undefined ? nobody(visit, line) : calling(visit, now)}
      <section class="display-before" aria-labelledby="antes">
        <h2 id="antes">${say('portal.turns.before')}</h2>
        ${
          before.length === 0
            ? html`<p>${say('portal.turns.none_before')}</p>`
            : html`<ol>
                ${before.map(
                  ({ number, counter }) =>
                    html`<li>
                      <span class="display-small">${number}</span> <span ${cityWords}>${counter}</span>
                    </li>`,
                )}
              </ol>`
        }
      </section>
      <p class="display-waiting">${visit.sayCount('portal.turns.waiting', line.waiting.length)}</p>
    </div>
    <button type="button" class="button display-sound" hidden data-sound data-lang="${visit.manner.locale}">
      ${say('portal.turns.sound')}
    </button>`;
  const parts = { look: 'display', scripts: ['turns.js'], again_seconds: 10 } as const;
  return barePage(visit, {
    title: say('portal.turns.display_title', { office: office.name }),
    main,
    ...parts,
  });
}

function calling({ say, cityWords }: Visit, { number, counter }: { number: string; counter: string }): Html {
  return html`<section class="display-now" aria-live="assertive" aria-labelledby="ahora">
    <h2 id="ahora">${say('portal.turns.now')}</h2>
    <p class="display-number">${number}</p>
    <p class="display-counter" ${cityWords}>${counter}</p>
  </section>`;
}

function nobody({ say, manner }: Visit, { day }: OfficeNow['line']): Html {
  return html`<section class="display-now" aria-labelledby="ahora">
    <h2 id="ahora">${say('portal.turns.now')}</h2>
    <p class="display-number">—</p>
    <p class="display-counter">
      ${
        day.is_open && day.closes_at !== null
          ? say('portal.turns.open_until', { time: clockTime(day.closes_at, manner) })
          : say('portal.turns.closed')
      }
    </p>
  </section>`;
}
