import { useEffect, useRef, useState, type RefObject } from 'react';
import { fewRows, segmentsOf, type Segment } from './row-window.ts';

/** A row at a desk; on a phone rows are measured as they come. */
const usual_px = 53;
/** How far one scrolls before the list is drawn anew. */
const step_px = 300;

interface Asked {
  readonly ids: readonly string[];
  /** The row that has the keyboard. */
  readonly at: string | null;
}

/**
 * Of a long list, what to draw: rows keep the height they were measured with, so that nothing jumps under the reader,
 * and the row with the keyboard is always there to go on from.
 */
export function useRowWindow(
  body: RefObject<HTMLTableSectionElement | null>,
  { ids, at }: Asked,
): readonly Segment[] {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const [from, setFrom] = useState(0);
  const width = useRef(0);
  const isLong = ids.length > fewRows;

  useEffect(() => {
    if (!isLong) return undefined;
    const look = () => {
      const top = body.current?.getBoundingClientRect().top ?? 0;
      setFrom(Math.max(0, Math.round(-top / step_px) * step_px));
      // Another width gives rows other heights.
      if (width.current !== globalThis.innerWidth) setHeights(new Map());
      width.current = globalThis.innerWidth;
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [isLong, body]);

  const segments = segmentsOf({
    heights: ids.map((id) => heights.get(id) ?? usual_px),
    from,
    to: from + globalThis.innerHeight,
    pinned: at === null ? -1 : ids.indexOf(at),
  });
  const drawn = segments.map((one) => (one.kind === 'row' ? ids[one.index] : '')).join();

  useEffect(() => {
    if (!isLong) return undefined;
    const watcher = new ResizeObserver((entries) => {
      const measured = entries.map(({ target, borderBoxSize }) => {
        const id = (target as HTMLElement).dataset['row'] ?? '';
        return [id, borderBoxSize[0]?.blockSize ?? usual_px] as const;
      });
      setHeights((before) => {
        const isNew = measured.some(([id, height]) => height > 0 && (before.get(id) ?? usual_px) !== height);
        return isNew ? new Map([...before, ...measured.filter(([, height]) => height > 0)]) : before;
      });
    });
    for (const row of body.current?.querySelectorAll('[data-row]') ?? []) watcher.observe(row);
    return () => watcher.disconnect();
  }, [isLong, drawn, body]);
  return segments;
}
