import { Link } from '@tanstack/react-router';
import { wholeNumber } from '../../../core/language/format.ts';
import type { UnitNumber } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

const looks: Readonly<Partial<Record<UnitNumber['name'], { icon: IconName; tone: string }>>> = {
  overdue: { icon: 'late', tone: 'late' },
  due_today: { icon: 'soon', tone: 'soon' },
  due_soon: { icon: 'clock', tone: 'soon' },
  to_accept: { icon: 'right', tone: 'accent' },
  waiting: { icon: 'pause', tone: 'paused' },
};

/** `1000+` where the server stopped counting. */
export function figureOf({ count, capped }: Pick<UnitNumber, 'count' | 'capped'>, locale: string): string {
  return capped ? `${wholeNumber(count, { locale })}+` : wholeNumber(count, { locale });
}

/** A number and its words, as one link to exactly those petitions. */
export function NumberLink({ number }: { number: UnitNumber }) {
  const { t, manner } = useWords();
  const look = number.count === 0 ? undefined : looks[number.name];
  return (
    <Link to="/inbox" search={number.search} className="number-card" data-tone={look?.tone} preload={false}>
      <strong className="number-figure">
        {look && <Icon name={look.icon} />} {figureOf(number, manner.locale)}
      </strong>
      <span>{t(`console.dashboard.number.${number.name}`)}</span>
    </Link>
  );
}
