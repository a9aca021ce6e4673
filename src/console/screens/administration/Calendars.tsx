import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { dayAndMonth } from '../../../core/language/format.ts';
import type { CalendarInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { DeclareDialog } from './DeclareDialog.tsx';
import { isBeingCounted, Recount } from './Recount.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useSave } from './use-save.ts';

/** The days that count, by authority; a declared day shows beforehand how many open petitions it moves. */
export function Calendars() {
  const { t } = useWords();
  const may = useMay();
  const search = useSearch({ from: '/inside/administration/$section' });
  const go = useNavigate({ from: '/administration/$section' });
  const [isDeclaring, setDeclaring] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['calendars'],
    queryFn: ({ signal }) => call('list_calendars', { signal }),
    // While petitions are counted anew, how far that is.
    refetchInterval: ({ state }) => (state.data?.items.some(isBeingCounted) ? 1_500 : false),
  });
  const calendar = data?.items.find(({ code }) => code === search['calendar']) ?? data?.items[0];
  return (
    <>
      <SectionHead title={t('console.admin.section.calendars')} help={t('console.admin.calendar.help')}>
        <Button
          {...{ look: 'primary', icon: 'plus' }}
          reason={may('calendar.edit') ? null : t('console.no_permission')}
          onClick={() => setDeclaring(true)}
        >
          {t('console.admin.calendar.declare')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <SelectField
          {...{ label: t('console.admin.calendar.which'), value: calendar?.code ?? '' }}
          options={data.items.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) =>
            void go({ search: { ...search, calendar: event.target.value }, replace: true })
          }
        />
      )}
      {calendar && (
        <Days
          {...{ calendar, mayEdit: may('calendar.edit'), asked: search['year'] }}
          key={calendar.id}
          onYear={(year) => void go({ search: { ...search, calendar: calendar.code, year }, replace: true })}
        />
      )}
      {isDeclaring && calendar && <DeclareDialog calendar={calendar} onClose={() => setDeclaring(false)} />}
    </>
  );
}

interface DaysProps {
  readonly calendar: CalendarInfo;
  readonly mayEdit: boolean;
  /** The year in the address. */
  readonly asked: string | undefined;
  readonly onYear: (year: string) => void;
}

function Days({ calendar, mayEdit, asked, onYear }: DaysProps) {
  const { t, manner } = useWords();
  const years = [...new Set(calendar.days.map(({ day }) => day.slice(0, 4)))].toSorted();
  const [now] = useState(() => String(new Date().getFullYear()));
  const year = years.find((one) => one === asked) ?? (years.includes(now) ? now : (years.at(-1) ?? now));
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The years go back a long way; this one is in sight.
    const chosen = tabs.current?.querySelector('[aria-pressed=true]');
    chosen?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, []);
  const revoke = useSave('revoke_calendar_day', { refresh: [['calendars'], ['petitions'], ['counts']] });
  const days = calendar.days
    .filter(({ day }) => day.startsWith(year))
    .toSorted((one, other) => one.day.localeCompare(other.day));
  return (
    <section className="card stack">
      <p className="soft">
        {t('console.admin.calendar.of', {
          authorities: calendar.authorities.map(({ name }) => name).join(', '),
        })}
      </p>
      <div className="tabs" ref={tabs}>
        {years.map((one) => (
          <button
            key={one}
            type="button"
            className="tab"
            aria-pressed={one === year}
            onClick={() => onYear(one)}
          >
            {one}
          </button>
        ))}
      </div>
      {calendar.recount && <Recount {...{ calendar, recount: calendar.recount }} />}
      {revoke.problem && (
        <p className="notice" data-tone="late" role="alert">
          {revoke.problem}
        </p>
      )}
      {days.length === 0 && <Empty icon="clock" title={t('console.admin.calendar.no_days')} />}
      <ul className="calendar-days">
        {days.map((day) => (
          <li key={day.id} className={day.revoked_at === null ? undefined : 'inactive'}>
            <strong>{dayAndMonth(day.day, manner)}</strong>
            <span>
              {day.name}
              <br />
              <span className="soft small">
                {t(`console.admin.calendar.kind.${day.kind}`)} · {day.source}
              </span>
            </span>
            {day.revoked_at === null && day.origin === 'console' && mayEdit ? (
              <Button
                look="quiet"
                isBusy={revoke.isBusy}
                onClick={() => revoke.save({ params: { id: calendar.id, day_id: day.id } })}
              >
                {t('console.admin.calendar.revoke')}
              </Button>
            ) : (
              <span className="soft small">
                {day.revoked_at !== null && t('console.admin.calendar.revoked')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
