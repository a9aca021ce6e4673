import { toSVG } from 'bwip-js/node';

/** Code 128 of a folio or a code of ours, as SVG; the words beside it are printed by whoever places it. */
export function barCode(text: string): string {
  return toSVG({ bcid: 'code128', text, height: 12, includetext: false });
}
