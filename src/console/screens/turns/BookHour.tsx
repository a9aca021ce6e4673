import { useState } from 'react';
import { clockTime, longDate } from '../../../core/language/format.ts';
import type { BookableHours, TicketTaken } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ToldOfTicket } from './ToldOfTicket.tsx';
import { useBookable } from './use-bookable.ts';

interface Props {
  readonly office_id: string;
  /** Where the sentence to read aloud is shown elsewhere: gets it. */
  readonly onSaid?: (said: string) => void;
}

/** Books an hour at an office for who calls or stands at the desk. */
export function BookHour({ office_id, onSaid }: Props) {
  const { t } = useWords();
  const [booked, setBooked] = useState<TicketTaken | null>(null);
  const { data, error, isPending, refetch } = useBookable(office_id);
  if (isPending) return <Waiting />;
  // What was typed stays where only reading it again did not go well.
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  const done = (answer: TicketTaken) => {
    setBooked(answer);
    onSaid?.(answer.said);
  };
  return (
    <>
      {data.hours.length === 0 ? (
        <p>{t('console.turns.book_no_hours')}</p>
      ) : (
        <HourForm {...{ office_id, data }} onBooked={done} onRefused={() => void refetch()} />
      )}
      <ToldOfTicket taken={booked} isSaidHere={onSaid === undefined} />
    </>
  );
}

interface FormProps {
  readonly office_id: string;
  readonly data: BookableHours;
  readonly onBooked: (booked: TicketTaken) => void;
  readonly onRefused: () => void;
}

/** What for, the day, and an hour of that day; after a booking the next one chooses its own. */
function HourForm({ office_id, data, onBooked, onRefused }: FormProps) {
  const { t, manner } = useWords();
  const [chosen, setChosen] = useState({ line: '', day: '', at: '', priority: '', email: '' });
  const change = (part: Partial<typeof chosen>) => setChosen((now) => ({ ...now, ...part }));
  const book = useWrite('book_hour', {
    refresh: [['bookable-hours', office_id]],
    done: (answer) => {
      change({ at: '', priority: '', email: '' });
      onBooked(answer);
    },
    // An hour that somebody else took meanwhile is not offered again; what was typed stays.
    failed: () => {
      onRefused();
      return false;
    },
  });
  const days = [...new Set(data.hours.map(({ on }) => on))];
  const day = days.includes(chosen.day) ? chosen.day : days[0]!;
  const hours = data.hours.filter(({ on }) => on === day);
  const at = hours.find((one) => one.at === chosen.at)?.at;
  const line_code = chosen.line || (data.lines[0]?.code ?? '');
  const named = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (at === undefined || book.isPending) return;
        const whose = { priority_code: chosen.priority || null, email: chosen.email.trim() || null };
        book.mutate({ params: { id: office_id }, body: { line_code, at, ...whose } });
      }}
    >
      <SelectField
        {...{ label: t('console.turns.line'), value: line_code, options: named(data.lines) }}
        onChange={(event) => change({ line: event.target.value })}
      />
      <SelectField
        {...{ label: t('console.turns.book_day'), value: day }}
        options={days.map((one) => ({ value: one, label: longDate(one, manner) }))}
        onChange={(event) => change({ day: event.target.value, at: '' })}
      />
      <SelectField
        {...{ label: t('console.turns.book_hour'), value: at ?? '', none: t('console.choose') }}
        options={hours.map((one) => ({ value: one.at, label: clockTime(one.at, manner) }))}
        onChange={(event) => change({ at: event.target.value })}
      />
      {data.priorities.length > 0 && (
        <SelectField
          {...{ label: t('console.turns.priority'), value: chosen.priority }}
          {...{ none: t('console.turns.no_priority'), options: named(data.priorities) }}
          onChange={(event) => change({ priority: event.target.value })}
        />
      )}
      {data.sends_mail && (
        <TextField
          {...{ label: t('console.turns.book_email'), help: t('console.turns.book_email_help') }}
          {...{ type: 'email', maxLength: 254, autoComplete: 'off', value: chosen.email }}
          onChange={(event) => change({ email: event.target.value })}
        />
      )}
      <div className="row">
        <Button
          {...{ type: 'submit', icon: 'plus', isBusy: book.isPending }}
          reason={at === undefined ? t('console.turns.book_choose') : null}
        >
          {t('console.turns.book_it')}
        </Button>
      </div>
    </form>
  );
}
