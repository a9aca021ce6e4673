import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '../../css/turns.css';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { SelectField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BookHour } from './BookHour.tsx';

/** An hour at any office of the city: first which, then as at that office. The keyboard goes there at once. */
export function BookAtOffice({ onSaid }: { onSaid: (said: string) => void }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['bookable-offices'],
    queryFn: ({ signal }) => call('list_bookable_offices', { signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  const office_id = chosen || data.items[0]?.id;
  if (office_id === undefined) return <p>{t('console.turns.book_none')}</p>;
  return (
    <div className="stack">
      <SelectField
        {...{ label: t('console.turns.office'), value: office_id, autoFocus: true }}
        options={data.items.map(({ id, name, address, authority }) => ({
          value: id,
          label: [name, address, authority.name].filter((part) => part !== null && part !== '').join(' · '),
        }))}
        onChange={(event) => setChosen(event.target.value)}
      />
      <BookHour key={office_id} {...{ office_id, onSaid }} />
    </div>
  );
}
