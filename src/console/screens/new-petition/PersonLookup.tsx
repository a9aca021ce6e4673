import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { DueChip, StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Filing } from './filing.ts';

interface Props {
  readonly filing: Filing;
  readonly onChange: (part: Partial<Filing>) => void;
}

const typingPause_ms = 400;

/** Whole numbers and addresses, or two words of a name: every look is written down, so none is made in vain. */
function soughtIn({ phone, email, name }: Filing): { phone?: string; email?: string; name?: string } | null {
  if (phone.replaceAll(/\D/g, '').length >= 10) return { phone };
  if (/^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(email)) return { email };
  if (
    name
      .trim()
      .split(/\s+/)
      .filter((word) => word.length > 2).length >= 2
  )
    return { name };
  return null;
}

/** Whether the person is known already; choosing them fills in the rest and shows their folios. */
export function PersonLookup({ filing, onChange }: Props) {
  const { t, count } = useWords();
  const may = useMay();
  const sought = soughtIn(filing);
  const text = JSON.stringify(sought);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPause_ms);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ['persons', settled],
    queryFn: ({ signal }) =>
      call('find_persons', { query: JSON.parse(settled) as { name?: string }, signal }),
    enabled: settled !== 'null' && settled === text && filing.person_id === '' && may('person.read'),
    staleTime: 60_000,
  });
  if (filing.person_id !== '') return <FoliosOf id={filing.person_id} />;
  if (sought === null || data === undefined || data.items.length === 0) return null;
  return (
    <ul className="found" aria-label={t('console.new.found')} aria-live="polite">
      {data.items.slice(0, 5).map((person) => (
        <li key={person.id} className="row">
          <span className="grow">
            <strong>{person.name ?? t('console.person.no_name')}</strong>{' '}
            <span className="soft">{[person.phone, person.email].filter(Boolean).join(' · ')}</span>
          </span>
          <span className="soft small">{count('console.new.petitions', person.petitions_count)}</span>
          <Button
            icon="check"
            onClick={() =>
              onChange({
                person_id: person.id,
                name: person.name ?? filing.name,
                phone: person.phone ?? filing.phone,
                email: person.email ?? filing.email,
                document: person.document ?? filing.document,
              })
            }
          >
            {t('console.new.it_is')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** A call is often about a petition that is under way: it is one look away. */
function FoliosOf({ id }: { id: string }) {
  const { t } = useWords();
  const { data } = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => call('get_person', { params: { id }, signal }),
    staleTime: 60_000,
  });
  const open = (data?.petitions ?? []).filter(({ stage }) => stage !== 'closed').slice(0, 4);
  if (open.length === 0) return null;
  return (
    <div className="found">
      <p className="label">{t('console.new.open_folios')}</p>
      <ul className="stack-tight">
        {open.map((row) => (
          <li key={row.id} className="row">
            <Link to="/petitions/$id" params={{ id: row.id }} search={{}} target="_blank" preload={false}>
              {row.service.name}
            </Link>
            <span className="folio soft">{row.folio}</span>
            <StageChip stage={row.stage} />
            <DueChip row={row} />
          </li>
        ))}
      </ul>
    </div>
  );
}
