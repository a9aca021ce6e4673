import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

interface Shown {
  /** Another filter, order or tab is another list: nothing is held still from one to the next. */
  readonly list: string;
  /** The ids of the rows that are drawn, in order. */
  readonly drawn: string;
}

interface Stood {
  readonly list: string;
  /** How far each row stood from the top of the table, by id. */
  readonly tops: ReadonlyMap<string, number>;
}

/**
 * Rows that come or go by the live feed do not move the row that somebody is about to press, nor take the keyboard
 * from it: the page scrolls by as much as that row moved.
 */
export function useSteadyRow(body: RefObject<HTMLTableSectionElement | null>, { list, drawn }: Shown): void {
  const stood = useRef<Stood | null>(null);
  const keyboardAt = useKeyboardRow();
  useLayoutEffect(() => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const now = new Map(rows.map((row) => [row.dataset['row'] ?? '', row]));
    const tops = new Map([...now].map(([id, row]) => [id, row.offsetTop]));
    const before = stood.current;
    stood.current = { list, tops };
    const keyboard = keyboardAt.current === null ? undefined : now.get(keyboardAt.current);
    if (before?.list === list) {
      const held = heldRow({ keyboard, rows, before: before.tops });
      const top = before.tops.get(held?.dataset['row'] ?? '');
      const moved = held === undefined || top === undefined ? 0 : held.offsetTop - top;
      if (moved !== 0) scrollAlong(moved, body.current);
    } else if (body.current !== null) {
      body.current.closest<HTMLElement>('.inbox-list')?.style.removeProperty('min-height');
    }
    // A row that React moves in the page loses the keyboard.
    if (document.activeElement === document.body)
      keyboard?.querySelector('a')?.focus({ preventScroll: true });
  }, [body, keyboardAt, list, drawn]);
}

/** Scrolls by that much; a list too short to scroll is made long enough below its end. */
function scrollAlong(moved: number, body: HTMLElement | null): void {
  const missing = scrollY + moved + innerHeight - document.documentElement.scrollHeight;
  const list = body?.closest<HTMLElement>('.inbox-list');
  if (missing > 0 && list) list.style.minHeight = `${list.offsetHeight + missing}px`;
  scrollBy({ top: moved, behavior: 'instant' });
}

/** The row that was last reached by key or press, until something else was. */
function useKeyboardRow(): RefObject<string | null> {
  const at = useRef<string | null>(null);
  useEffect(() => {
    const look = ({ target }: Event) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
      at.current = row?.dataset['row'] ?? null;
    };
    document.addEventListener('focusin', look);
    document.addEventListener('pointerdown', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('pointerdown', look);
    };
  }, []);
  return at;
}

interface Given {
  readonly keyboard: HTMLElement | undefined;
  readonly rows: readonly HTMLElement[];
  readonly before: ReadonlyMap<string, number>;
}

/** The row to hold still: the one with the keyboard, else the one under the pointer, else the first in sight. */
function heldRow({ keyboard, rows, before }: Given): HTMLElement | undefined {
  const wasInSight = (row: HTMLElement) => {
    const was = before.get(row.dataset['row'] ?? '');
    if (was === undefined) return false;
    const top = row.getBoundingClientRect().top - (row.offsetTop - was);
    return top > -row.offsetHeight && top < innerHeight;
  };
  const atHand = [keyboard, rows.find((row) => row.matches(':hover'))];
  const found = atHand.find((row) => row !== undefined && wasInSight(row));
  // At the very top, with nothing at hand, what is new is shown.
  return found ?? (scrollY === 0 ? undefined : rows.find(wasInSight));
}
