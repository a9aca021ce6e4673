import { useState, type ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';

interface Coded {
  readonly code: string;
  readonly name: string;
}

interface Props<T extends Coded> {
  readonly title: string;
  /** The words of the button that adds one. */
  readonly add: string;
  readonly list: readonly T[];
  readonly empty: T;
  readonly onChange: (list: T[]) => void;
  /** What one has beside its code and its name. */
  readonly children?: (one: T, edit: (part: Partial<T>) => void) => ReactNode;
}

/** A list of codes under names that people read, in the order in which it is offered. */
export function CodeList<T extends Coded>({ title, add, list, empty, onChange, children }: Props<T>) {
  const { t } = useWords();
  // A code that is in use keeps its meaning: it is typed once, with the new one.
  const [known] = useState(() => new Set(list.map(({ code }) => code)));
  const edit = (at: number, part: Partial<T>) =>
    onChange(list.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const up = (at: number) =>
    onChange(list.flatMap((one, place) => (place === at ? [] : place === at - 1 ? [list[at]!, one] : [one])));
  return (
    <fieldset className="card stack">
      <legend>{title}</legend>
      <ol className="stack code-list">
        {list.map((one, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- its place is what it is; a code is being typed
          <li key={at} className="code-line">
            {!known.has(one.code) && (
              <TextField
                {...{
                  label: t('console.admin.code'),
                  value: one.code,
                  help: t('console.admin.desk.code_help'),
                }}
                onChange={(event) => edit(at, { code: event.target.value } as Partial<T>)}
              />
            )}
            <TextField
              {...{ label: t('console.admin.desk.name'), value: one.name, maxLength: 80 }}
              onChange={(event) => edit(at, { name: event.target.value } as Partial<T>)}
            />
            {children?.(one, (part) => edit(at, part))}
            <div className="row">
              <Button
                look="quiet"
                reason={at === 0 ? t('console.admin.desk.first') : null}
                onClick={() => up(at)}
              >
                {t('console.admin.desk.up')} <span className="visually-hidden">{one.name}</span>
              </Button>
              <Button
                look="quiet"
                icon="close"
                onClick={() => onChange(list.filter((_, place) => place !== at))}
              >
                {t('console.remove')} <span className="visually-hidden">{one.name}</span>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <p>
        <Button icon="plus" onClick={() => onChange([...list, empty])}>
          {add}
        </Button>
      </p>
    </fieldset>
  );
}
