import { useState } from 'react';
import type { Area } from './areas.ts';

export interface Areas {
  readonly areas: readonly Area[];
  /** While a pointer drags: nothing to undo yet. */
  readonly draw: (areas: readonly Area[]) => void;
  /** One step; `before` is what undo goes back to, where it is not what is on the screen. */
  readonly put: (areas: readonly Area[], before?: readonly Area[]) => void;
  /** Null: nothing was drawn yet. */
  readonly undo: (() => void) | null;
}

/** The rectangles of a photo, each step of which can be taken back until they are saved. */
export function useAreas(): Areas {
  const [areas, draw] = useState<readonly Area[]>([]);
  const [past, setPast] = useState<readonly (readonly Area[])[]>([]);
  const last = past.at(-1);
  return {
    areas,
    draw,
    put: (changed, before = areas) => {
      draw(changed);
      if (JSON.stringify(changed) !== JSON.stringify(before)) setPast([...past, before]);
    },
    undo:
      last === undefined
        ? null
        : () => {
            draw(last);
            setPast(past.slice(0, -1));
          },
  };
}
