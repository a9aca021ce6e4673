import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { PetitionPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { relatedQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { TextField } from '../../ui/Field.tsx';

interface Props {
  readonly page: PetitionPage;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

interface Candidate {
  readonly id: string;
  readonly folio: string;
  readonly title: string;
  readonly words: string;
}

/** The petition that stays: one nearby or alike, or any found by folio or words; both are read side by side. */
export function MergePicker({ page, value, onChange }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call('search', { query: { q, limit: 10 }, signal }),
    enabled: q.length > 2,
  });
  const { data: related } = useQuery(relatedQuery(page.petition.id));
  const cards = [...(related?.nearby ?? []), ...(related?.similar ?? []), ...page.of_person].map(
    ({ id, folio, service, summary }): Candidate => ({ id, folio, title: service, words: summary }),
  );
  const found = data === undefined ? [] : [...(data.folio ? [data.folio] : []), ...data.petitions.items];
  const rows = found.map(({ id, folio, service, summary }): Candidate => ({
    id,
    folio,
    title: service.name,
    words: summary,
  }));
  const all = new Map([...rows, ...cards].map((one) => [one.id, one]));
  all.delete(page.petition.id);
  const chosen = all.get(value);
  return (
    <div className="stack">
      <TextField
        {...{ label: t('console.field.into'), value: typed, placeholder: t('console.inbox.search_hint') }}
        onChange={(event) => setTyped(event.target.value)}
      />
      <fieldset className="stack-tight">
        <legend className="visually-hidden">{t('console.field.into')}</legend>
        {[...all.values()].slice(0, 8).map((one) => (
          <label key={one.id} className="merge-choice">
            <input type="radio" name="into" checked={one.id === value} onChange={() => onChange(one.id)} />
            <span className="grow">
              <span className="folio">{one.folio}</span> · {one.title}
              <span className="soft small clip merge-words">{one.words}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen && (
        <div className="side-by-side">
          <blockquote className="words">
            <strong className="folio">{page.petition.folio}</strong>
            <br />
            {page.petition.description}
          </blockquote>
          <blockquote className="words">
            <strong className="folio">{chosen.folio}</strong>
            <br />
            {chosen.words}
          </blockquote>
        </div>
      )}
    </div>
  );
}
