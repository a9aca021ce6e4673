import { useState } from 'react';
import { longInstant } from '../../../core/language/format.ts';
import type { TicketTaken } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ToldOfTicket } from './ToldOfTicket.tsx';
import { useBookable } from './use-bookable.ts';

interface Props {
  readonly office_id: string;
  /** Where the sentence to read aloud is shown elsewhere: gets it. */
  readonly onSaid?: (said: string) => void;
}

/** Gives a number of today to who is on the telephone or stands before the desk. */
export function GiveTicket({ office_id, onSaid }: Props) {
  const { t, manner } = useWords();
  const [chosen, setChosen] = useState({ line: '', priority: '' });
  const [given, setGiven] = useState<TicketTaken | null>(null);
  const { data, error, isPending, refetch } = useBookable(office_id);
  const give = useWrite('give_ticket', {
    refresh: [
      ['counter-line', office_id],
      ['bookable-hours', office_id],
    ],
    done: (answer) => {
      setGiven(answer);
      setChosen({ ...chosen, priority: '' });
      onSaid?.(answer.said);
    },
  });
  if (isPending) return <Waiting />;
  // What was typed stays where only reading it again did not go well.
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  const line_code = chosen.line || (data.lines[0]?.code ?? '');
  return (
    <>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (give.isPending || !data.gives_numbers) return;
          give.mutate({
            params: { id: office_id },
            body: { line_code, priority_code: chosen.priority || null },
          });
        }}
      >
        <SelectField
          {...{ label: t('console.turns.line'), value: line_code }}
          options={data.lines.map(({ code, name, waiting }) => ({
            value: code,
            label: t('console.turns.line_waiting', { line: name, count: waiting }),
          }))}
          onChange={(event) => setChosen({ ...chosen, line: event.target.value })}
        />
        {data.priorities.length > 0 && (
          <SelectField
            {...{ label: t('console.turns.priority'), value: chosen.priority }}
            none={t('console.turns.no_priority')}
            options={data.priorities.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(event) => setChosen({ ...chosen, priority: event.target.value })}
          />
        )}
        {!data.gives_numbers && data.opens_at !== null && (
          <p className="soft">{t('console.turns.opens_at', { when: longInstant(data.opens_at, manner) })}</p>
        )}
        <div className="row">
          <Button
            {...{ type: 'submit', icon: 'plus', isBusy: give.isPending }}
            reason={data.gives_numbers ? null : t('console.turns.no_numbers_now')}
          >
            {t('console.turns.give_it')}
          </Button>
        </div>
      </form>
      <ToldOfTicket taken={given} isSaidHere={onSaid === undefined} />
    </>
  );
}
