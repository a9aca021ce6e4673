import { preciseShare, wholeNumber } from '../../core/language/format.ts';
import type { Figures, Share } from '../../core/satisfaction/figures.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** `85.0 %`, its interval, how many answered, and whether that is enough; or that too few did. */
export function shareWords(visit: Visit, share: Share | null): Html {
  const { say, sayCount, manner } = visit;
  if (share === null) return html`<span class="soft">${say('portal.satisfaction.hidden')}</span>`;
  const interval = say('portal.satisfaction.interval', {
    low: preciseShare(share.low, manner),
    high: preciseShare(share.high, manner),
  });
  return html`<strong>${preciseShare(share.percent, manner)}</strong>
    <span class="small soft"
      >${interval}<br />${sayCount('portal.satisfaction.answers', share.n, { count: wholeNumber(share.n, manner) })}</span
    >
    ${share.insufficient ? html`<span class="small warn-text">${say('portal.satisfaction.insufficient')}</span>` : null}`;
}

/** The four measures of the instrument, in its order. */
export const measures = ['satisfaction', 'solved', 'ease', 'clarity'] as const;

/** Whether anything at all can be shown. */
export const tellsAnything = (figures: Figures): boolean =>
  measures.some((measure) => figures[measure] !== null);
