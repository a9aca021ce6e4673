import { preciseShare, wholeNumber } from '../../core/language/format.ts';
import type { Figures, Share } from '../../core/satisfaction/figures.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** `85.0 %`, its interval, how many answered, and whether that is enough; or that too few did. */
export function shareWords(visit: Visit, share: Share | null, more: string | null = null): Html {
  const { say, sayCount, manner } = visit;
  if (share === null)
    return html`<span class="share"><small>${say('portal.satisfaction.hidden')}</small></span>`;
  const interval = say('satisfaction.interval', {
    low: preciseShare(share.low, manner),
    high: preciseShare(share.high, manner),
  });
  const answers = sayCount('satisfaction.answers', share.n, { count: wholeNumber(share.n, manner) });
  return html`<span class="share"
    ><strong>${preciseShare(share.percent, manner)}</strong> <small>${interval}</small>
    <small>${answers}</small> ${more === null ? null : html`<small>${more}</small>`}
    ${share.insufficient ? html`<small class="few">${say('satisfaction.insufficient')}</small>` : null}</span
  >`;
}

/** The same for a cell of a table, in as few words as it takes. */
export function shareCell(visit: Visit, share: Share | null): Html {
  const { say, sayCount, manner } = visit;
  if (share === null)
    return html`<span class="share"><small>${say('portal.satisfaction.hidden')}</small></span>`;
  const values = { low: preciseShare(share.low, manner), high: preciseShare(share.high, manner) };
  const count = wholeNumber(share.n, manner);
  return html`<span class="share"
    ><strong>${preciseShare(share.percent, manner)}</strong>
    <small>${say('satisfaction.range', values)}</small>
    <small>${sayCount('satisfaction.short_answers', share.n, { count })}</small></span
  >`;
}

const always = ['satisfaction', 'solved', 'ease', 'clarity'] as const;
export type Measure = (typeof always)[number] | 'lasting';

/** The four measures of the instrument, in its order, and whether works last, where that was asked. */
export const measuresOf = ({ lasting_asked }: Figures): readonly Measure[] =>
  lasting_asked === 0 ? always : [...always, 'lasting'];

/** Whether anything at all can be shown. */
export const tellsAnything = (figures: Figures): boolean =>
  measuresOf(figures).some((measure) => figures[measure] !== null);
