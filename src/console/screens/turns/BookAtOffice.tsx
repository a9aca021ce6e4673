import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '../../css/turns.css';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { SelectField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BookHour } from './BookHour.tsx';
import { CancelTicket } from './CancelTicket.tsx';
import { GiveTicket } from './GiveTicket.tsx';

const needs = { hour: BookHour, number: GiveTicket, cancel: CancelTicket } as const;
const names = ['hour', 'number', 'cancel'] as const;

/**
 * An hour or a number of today at any office of the city, or giving one back: first which office, then as there. The
 * keyboard goes there at once.
 */
export function BookAtOffice({ onSaid }: { onSaid: (said: string) => void }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('');
  const [need, setNeed] = useState<(typeof names)[number]>('hour');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['bookable-offices'],
    queryFn: ({ signal }) => call('list_bookable_offices', { signal }),
  });
  if (isPending) return <Waiting />;
  // What was read stays, with what was typed, where only reading it again did not go well.
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  const office_id = chosen || data.items[0]?.id;
  if (office_id === undefined) return <p>{t('console.turns.book_none')}</p>;
  const Need = needs[need];
  return (
    <div className="stack turns-at-office">
      <SelectField
        {...{ label: t('console.turns.office'), value: office_id, autoFocus: true }}
        options={data.items.map(({ id, name, address, authority }) => ({
          value: id,
          label: [name, address, authority.name].filter((part) => part !== null && part !== '').join(' · '),
        }))}
        onChange={(event) => setChosen(event.target.value)}
      />
      <fieldset className="turns-views turns-needs" aria-label={t('console.turns.at_office.title')}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            data-look={name === need ? 'primary' : 'plain'}
            aria-pressed={name === need}
            onClick={() => setNeed(name)}
          >
            {t(`console.turns.at_office.${name}`)}
          </button>
        ))}
      </fieldset>
      <Need key={`${office_id}/${need}`} {...{ office_id, onSaid }} />
    </div>
  );
}
