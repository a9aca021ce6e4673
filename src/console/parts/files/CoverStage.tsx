import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useWords } from '../../language/words.ts';
import { afterKey, leastSide, moved, mostAreas, spanned, type Area, type Point } from './areas.ts';

interface Props {
  readonly url: string;
  readonly name: string;
  readonly areas: readonly Area[];
  readonly isPreview: boolean;
  /** While a pointer drags. */
  readonly onDraw: (areas: readonly Area[]) => void;
  /** One step, with what was there before it. */
  readonly onChange: (areas: readonly Area[], before?: readonly Area[]) => void;
  readonly onUndo: (() => void) | null;
}

/** What a finger or the mouse has hold of, from where, and how it was then. */
interface Hold {
  readonly index: number;
  readonly from: Point;
  /** Null: its far corner follows the pointer. */
  readonly moving: Area | null;
  readonly before: readonly Area[];
}

/** The photo with its rectangles on it. Dragging draws, moves and sizes; arrow keys do so too on a chosen one. */
export function CoverStage({ url, name, areas, isPreview, onDraw, onChange, onUndo }: Props) {
  const { t } = useWords();
  const help = useId();
  const stage = useRef<HTMLFieldSetElement>(null);
  const hold = useRef<Hold | null>(null);
  const pointOf = (event: PointerEvent): Point => {
    const box = stage.current!.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * 100,
      y: ((event.clientY - box.top) / box.height) * 100,
    };
  };
  const put = (index: number, area: Area) => areas.map((one, at) => (at === index ? area : one));

  function grasp(event: PointerEvent<HTMLElement>) {
    if (isPreview || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const target = event.target as HTMLElement;
    const index = Number(target.closest<HTMLElement>('[data-area]')?.dataset['area'] ?? -1);
    const area = areas[index];
    if (area !== undefined) {
      const isCorner = target.closest('[data-corner]') !== null;
      hold.current = { index, from: isCorner ? area : from, moving: isCorner ? null : area, before: areas };
    } else if (areas.length < mostAreas) {
      hold.current = { index: areas.length, from, moving: null, before: areas };
      onDraw([...areas, { ...from, width: 0, height: 0 }]);
    }
  }
  function drag(event: PointerEvent) {
    if (hold.current === null) return;
    const { index, from, moving } = hold.current;
    const to = pointOf(event);
    const by = { x: to.x - from.x, y: to.y - from.y };
    onDraw(put(index, moving === null ? spanned(from, to) : moved(moving, by)));
  }
  function release() {
    if (hold.current === null) return;
    const { before } = hold.current;
    hold.current = null;
    onChange(
      areas.filter(({ width, height }) => width >= leastSide && height >= leastSide),
      before,
    );
  }
  function press(event: KeyboardEvent, index: number) {
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onUndo?.();
      return;
    }
    const isGone = event.key === 'Delete' || event.key === 'Backspace';
    const after = isGone ? null : afterKey(areas[index]!, event);
    if (!isGone && after === null) return;
    event.preventDefault();
    if (after === null) onChange(areas.filter((_, at) => at !== index));
    else onChange(put(index, after));
  }
  return (
    <fieldset
      ref={stage}
      className="cover-stage"
      aria-label={t('console.files.photo_area')}
      data-preview={isPreview || undefined}
      onPointerDown={grasp}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <img src={url} alt={name} draggable={false} />
      {areas.map((area, index) => (
        <button
          // Rectangles have no name but their place in the list.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          type="button"
          className="cover-area"
          data-area={index}
          tabIndex={isPreview ? -1 : 0}
          aria-label={t('console.files.area', { number: String(index + 1) })}
          aria-describedby={help}
          style={{
            left: `${area.x}%`,
            top: `${area.y}%`,
            width: `${area.width}%`,
            height: `${area.height}%`,
          }}
          onKeyDown={(event) => press(event, index)}
        >
          {!isPreview && <span data-corner className="cover-corner" />}
        </button>
      ))}
      <span id={help} hidden>
        {t('console.files.area_keys')}
      </span>
    </fieldset>
  );
}
