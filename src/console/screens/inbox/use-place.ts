import { useEffect, useRef, type RefObject } from 'react';

/** Where in the list one stands: `gone` once the row has left it, so that one goes on from there and not from the top. */
export interface Place {
  readonly index: number;
  readonly gone: boolean;
}

/** The place of that row among the rows, remembered when it leaves them. Index -1: not in this list yet. */
export function usePlace(rows: readonly { readonly id: string }[], at: string | null): RefObject<Place> {
  const place = useRef<Place>({ index: -1, gone: true });
  const known = useRef<string | null>(null);
  useEffect(() => {
    const index = rows.findIndex(({ id }) => id === at);
    if (index !== -1) place.current = { index, gone: false };
    else place.current = { index: known.current === at ? place.current.index : -1, gone: true };
    known.current = at;
  }, [rows, at]);
  return place;
}

/** One step on; where the row is gone, the one that took its place is the next. */
export function nextPlace({ index, gone }: Place, step: 1 | -1, length: number): number {
  if (index === -1) return 0;
  const to = gone && step === 1 ? index : index + step;
  return Math.max(0, Math.min(length - 1, to));
}
