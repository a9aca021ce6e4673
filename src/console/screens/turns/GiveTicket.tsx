import { useState } from 'react';
import type { CounterLine, TicketTaken } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';

/** Gives a number to who is on the telephone or stands before the desk. */
export function GiveTicket({ line }: { line: CounterLine }) {
  const { t } = useWords();
  const [line_code, setLine] = useState(line.lines[0]?.code ?? '');
  const [priority, setPriority] = useState('');
  const [given, setGiven] = useState<TicketTaken | null>(null);
  const give = useWrite('give_ticket', { refresh: [['counter-line', line.id]], done: setGiven });
  return (
    <details className="turns-give">
      <summary>{t('console.turns.give')}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          give.mutate({ params: { id: line.id }, body: { line_code, priority_code: priority || null } });
        }}
      >
        <SelectField
          {...{ label: t('console.turns.line'), value: line_code }}
          options={line.lines.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) => setLine(event.target.value)}
        />
        {line.priorities.length > 0 && (
          <SelectField
            {...{ label: t('console.turns.priority'), value: priority, none: t('console.turns.no_priority') }}
            options={line.priorities.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(event) => setPriority(event.target.value)}
          />
        )}
        <Button
          type="submit"
          icon="plus"
          isBusy={give.isPending}
          reason={line.gives_numbers ? null : t('console.turns.no_numbers_now')}
        >
          {t('console.turns.give_it')}
        </Button>
      </form>
      {given !== null && (
        <p aria-live="polite">
          <strong>{given.number}</strong> <a href={given.link}>{given.link}</a>
        </p>
      )}
    </details>
  );
}
