import { useWords } from '../../../language/words.ts';
import { pressKey } from './sessions.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const spoken: Readonly<Record<string, 'star' | 'hash'>> = { '*': 'star', '#': 'hash' };

/** For the menus of others: each key is sent as it is pressed, by the mouse or by the keyboard. */
export function Keypad() {
  const { t } = useWords();
  return (
    <fieldset className="softphone-keypad">
      <legend className="visually-hidden">{t('console.softphone.keypad')}</legend>
      {keys.map((key) => {
        const name = spoken[key];
        return (
          <button
            key={key}
            type="button"
            className="button"
            {...(name === undefined ? {} : { 'aria-label': t(`console.softphone.${name}`) })}
            onClick={() => pressKey(key)}
            onKeyDown={(event) => {
              if (keys.some((one) => one === event.key)) pressKey(event.key);
            }}
          >
            {key}
          </button>
        );
      })}
    </fieldset>
  );
}
