import { useState, type KeyboardEvent } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Icon } from './Icon.tsx';
import { foldedWords } from './folded-words.ts';

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  /** Other everyday words it is found by. */
  readonly words?: string;
}

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly options: readonly PickerOption[];
  readonly onChange: (value: string) => void;
  readonly isInvalid?: boolean;
}

const mostShown = 60;

/**
 * Where focus scrolls the page to the field, that scroll is no wish to close the list that the focus opened: the
 * control is not told of it. By the frame after, whoever scrolls means it.
 */
function keepOpenWhileFocusScrolls(): void {
  const hold = (event: Event) => event.stopImmediatePropagation();
  addEventListener('scroll', hold, { capture: true });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => removeEventListener('scroll', hold, { capture: true })),
  );
}

/** One of many, found by typing any part of its words, accents and capitals aside. */
export function Picker({ label, placeholder, value, options, onChange, isInvalid = false }: Props) {
  const chosen = options.find((option) => option.value === value);
  const [typed, setTyped] = useState<string | null>(null);
  const sought = foldedWords(typed ?? '').split(' ');
  const found = options
    .filter((option) => {
      const text = foldedWords(`${option.label} ${option.detail ?? ''} ${option.words ?? ''}`);
      return typed === null || sought.every((word) => text.includes(word));
    })
    .slice(0, mostShown);
  // A long list is cut: without the chosen one in it, the control would take the choice for gone and empty itself.
  const shown = chosen === undefined || found.includes(chosen) ? found : [chosen, ...found];
  /** Enter takes what was found first, without going down to it. */
  const takeFirst = (event: KeyboardEvent<HTMLElement>) => {
    const first = found[0];
    const isInList = (event.target as Element).hasAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || isInList) return;
    if (typed === null || typed.trim() === '' || first === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setTyped(null);
    onChange(first.value);
  };
  return (
    <ComboBox
      className="field"
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={isInvalid}
      items={shown}
      selectedKey={value === '' ? null : value}
      inputValue={typed ?? chosen?.label ?? ''}
      onInputChange={(text) => setTyped(text === chosen?.label ? null : text)}
      onSelectionChange={(key) => {
        setTyped(null);
        onChange(key === null ? '' : String(key));
      }}
      onFocus={keepOpenWhileFocusScrolls}
      onBlur={() => setTyped(null)}
    >
      <Label className="label">{label}</Label>
      <div className="picker" onKeyDownCapture={takeFirst}>
        <Input className="input" placeholder={placeholder ?? ''} />
        <Button className="picker-arrow">
          <Icon name="down" />
        </Button>
      </div>
      <Popover className="popover picker-list" offset={4}>
        <ListBox<PickerOption> className="menu">
          {(option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className="menu-item">
              <span className="grow">
                {option.label}
                {option.detail && <span className="soft small"> · {option.detail}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
