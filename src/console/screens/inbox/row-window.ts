/** What is drawn of a long list, from top to bottom: rows by their place in it, and gaps as high as the rows they hide. */
export type Segment =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly first: number; readonly height: number };

interface Look {
  /** Heights of all rows, in pixels, known or guessed. */
  readonly heights: readonly number[];
  /** The stretch that is in sight, from the top of the first row, in pixels. */
  readonly from: number;
  readonly to: number;
  /** The row that has the keyboard; it and its neighbours are drawn wherever they are. -1: none. */
  readonly pinned: number;
}

/** Below this many rows all of them are drawn. */
export const fewRows = 200;
/** Drawn beyond the edges, so that scrolling shows no white. */
const margin_px = 900;

/** Which rows are drawn. The height of rows and gaps together is that of the whole list, so that nothing jumps. */
export function segmentsOf({ heights, from, to, pinned }: Look): readonly Segment[] {
  const segments: Segment[] = [];
  let gap: { first: number; height: number } | null = null;
  let top = 0;
  const isAll = heights.length <= fewRows;
  heights.forEach((height, index) => {
    const isNear = top + height >= from - margin_px && top <= to + margin_px;
    top += height;
    if (isAll || isNear || (pinned !== -1 && Math.abs(index - pinned) <= 1)) {
      if (gap !== null) segments.push({ kind: 'gap', ...gap });
      gap = null;
      segments.push({ kind: 'row', index });
    } else {
      gap = { first: gap?.first ?? index, height: (gap?.height ?? 0) + height };
    }
  });
  if (gap !== null) segments.push({ kind: 'gap', ...(gap as { first: number; height: number }) });
  return segments;
}
