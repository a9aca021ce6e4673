import { lazy, Suspense, useState } from 'react';
import { longDate, shortInstant } from '../../../core/language/format.ts';
import type { ClockStrip, PetitionPage } from '../../api.generated.ts';
import { useWords, type Words } from '../../language/words.ts';
import { Chip } from '../../parts/Chips.tsx';
import { dayInWords, type Tone } from '../../parts/due.ts';
import { Button } from '../../ui/Button.tsx';
import type { IconName } from '../../ui/Icon.tsx';

const ClockDialog = lazy(() => import('./ClockDialog.tsx').then((file) => ({ default: file.ClockDialog })));

/** The clocks of the petition side by side: where each stands and, on demand, why. */
export function ClockStrips({ page }: { page: PetitionPage }) {
  const { t } = useWords();
  const [explained, setExplained] = useState<ClockStrip | null>(null);
  if (page.clocks.length === 0) return null;
  const over = page.clocks.filter((clock) => !isOpen(clock));
  return (
    <section className="clocks" aria-label={t('console.clock.title')}>
      {page.clocks.filter(isOpen).map((clock) => (
        <Strip key={clock.clock} clock={clock} onExplain={() => setExplained(clock)} />
      ))}
      {over.length > 0 && (
        <ul className="clocks-over">
          {over.map((clock) => (
            <OverClock key={clock.clock} clock={clock} onExplain={() => setExplained(clock)} />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {explained && (
          <ClockDialog id={page.petition.id} clock={explained} onClose={() => setExplained(null)} />
        )}
      </Suspense>
    </section>
  );
}

const isOpen = ({ status }: ClockStrip): boolean => ['running', 'paused', 'missed'].includes(status);

/** A clock that is over takes one line; why it was so is still one click away. */
function OverClock({ clock, onExplain }: { clock: ClockStrip; onExplain: () => void }) {
  const { t, manner } = useWords();
  const { tone, icon } = lookOf(clock);
  return (
    <li>
      <Button
        look="quiet"
        title={clock.met_at === null ? undefined : shortInstant(clock.met_at, manner)}
        onClick={onExplain}
      >
        {nameOfClock(clock, t)}
        <Chip tone={tone} icon={icon}>
          {t(`console.clock.status.${clock.status}`)}
        </Chip>
      </Button>
    </li>
  );
}

function lookOf({ status, is_overdue, days_left }: ClockStrip): { tone: Tone; icon: IconName } {
  if (status === 'met') return { tone: 'fine', icon: 'done' };
  if (status === 'missed_then_met') return { tone: 'late', icon: 'done' };
  if (status === 'stopped') return { tone: 'done', icon: 'done' };
  if (status === 'paused') return { tone: 'paused', icon: 'pause' };
  if (is_overdue || status === 'missed') return { tone: 'late', icon: 'late' };
  return days_left !== null && days_left <= 2
    ? { tone: 'soon', icon: 'soon' }
    : { tone: 'fine', icon: 'fine' };
}

/** The person's own clock is named to the person in the notices; here it is somebody else's. */
function nameOfClock({ clock, name }: ClockStrip, t: Words['t']): string {
  return clock === 'completion' ? t('console.clock.completion') : name;
}

/** Terms longer than this show a bar instead of one mark per day. */
const mostMarks = 60;

function Strip({ clock, onExplain }: { clock: ClockStrip; onExplain: () => void }) {
  const { t, count, manner } = useWords();
  const { tone, icon } = lookOf(clock);
  const total = clock.length + clock.extended_by;
  const isRunning = clock.status === 'running' || clock.status === 'missed';
  const isOver = clock.is_overdue || clock.status === 'missed';
  const left = clock.days_left ?? 0;
  const used = isOver ? total : isRunning ? Math.min(total, total - left) : clock.days_used;
  const words = isOver
    ? t('console.clock.status.missed')
    : isRunning
      ? count(clock.unit === 'business_days' ? 'console.clock.left' : 'console.clock.left_days', left)
      : t(`console.clock.status.${clock.status}`);
  return (
    <div className="clock" data-tone={tone}>
      <div className="clock-head">
        <h2>{nameOfClock(clock, t)}</h2>
        <Chip tone={tone} icon={icon}>
          {words}
        </Chip>
      </div>
      {total <= mostMarks && clock.unit !== 'hours' && (
        <div className="clock-marks" aria-hidden="true">
          {Array.from({ length: total }, (_, index) => (
            <span
              key={index}
              data-used={index < used || undefined}
              data-extended={index >= clock.length || undefined}
            />
          ))}
        </div>
      )}
      <p className="clock-due">
        {clock.due_on === null ? (
          <span className="soft">{t('console.clock.no_date')}</span>
        ) : (
          <strong title={longDate(clock.due_on, manner)}>{dayInWords(clock.due_on, manner)}</strong>
        )}
        <span className="soft small">
          {' '}
          · {count(`console.clock.unit.${clock.unit}`, clock.length)}
          {clock.extended_by > 0 && ` + ${clock.extended_by}`}
        </span>
      </p>
      <Button look="quiet" icon="calendar" onClick={onExplain}>
        {t('console.clock.why')}
        <span className="visually-hidden"> {nameOfClock(clock, t)}</span>
      </Button>
    </div>
  );
}
