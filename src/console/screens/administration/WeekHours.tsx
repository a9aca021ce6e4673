import { weekdayName } from '../../../core/language/format.ts';
import type { ChannelHours } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';

type Stretch = ChannelHours['items'][number]['channels'][number]['hours'][number];
const weekdays = [1, 2, 3, 4, 5, 6, 7];

interface Props {
  readonly hours: readonly Stretch[];
  readonly onChange: (hours: readonly Stretch[]) => void;
}

/** For each day of the week from when until when; a break at midday is two stretches. */
export function WeekHours({ hours, onChange }: Props) {
  const { t, manner } = useWords();
  const change = (at: number, part: Partial<Stretch>) =>
    onChange(hours.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const add = (weekday: number) => {
    const day = hours.filter((one) => one.weekday === weekday).at(-1);
    const next =
      day === undefined ? { opens: '09:00', closes: '15:00' } : { opens: day.closes, closes: '18:00' };
    onChange([...hours, { weekday, ...next }]);
  };
  return (
    <ul className="wide stack-tight">
      {weekdays.map((weekday) => (
        <li key={weekday} className="row week-day">
          <strong className="door-name">{weekdayName(weekday, manner)}</strong>
          <span className="row grow">
            {hours.map((one, at) =>
              one.weekday === weekday ? (
                // oxlint-disable-next-line react/no-array-index-key -- its place is what it is
                <Times
                  key={at}
                  one={one}
                  onChange={(part) => change(at, part)}
                  onRemove={() => onChange(hours.filter((_, place) => place !== at))}
                />
              ) : null,
            )}
            {hours.every((one) => one.weekday !== weekday) && (
              <span className="soft">{t('console.admin.hours.closed')}</span>
            )}
          </span>
          <Button look="quiet" icon="plus" onClick={() => add(weekday)}>
            {t('console.admin.hours.add')}{' '}
            <span className="visually-hidden">{weekdayName(weekday, manner)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface TimesProps {
  readonly one: Stretch;
  readonly onChange: (part: Partial<Stretch>) => void;
  readonly onRemove: () => void;
}

function Times({ one, onChange, onRemove }: TimesProps) {
  const { t, manner } = useWords();
  const day = weekdayName(one.weekday, manner);
  return (
    <span className="row">
      {(['opens', 'closes'] as const).map((end) => (
        <input
          key={end}
          className="input"
          type="time"
          required
          aria-label={t(`console.admin.hours.${end}`, { day })}
          value={one[end]}
          onChange={(event) => onChange({ [end]: event.target.value })}
        />
      ))}
      <Button
        look="quiet"
        icon="close"
        aria-label={t('console.admin.hours.remove', { day })}
        onClick={onRemove}
      />
    </span>
  );
}
