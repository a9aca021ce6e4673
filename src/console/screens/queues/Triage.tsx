import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PetitionRow } from '../../api.generated.ts';
import { petitionsQuery } from '../../api/reads.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/queues.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { DueChip } from '../../parts/Chips.tsx';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { RowLink } from './RowLink.tsx';

/** What no rule matched: each is given a unit here, nothing is left nowhere. */
export function Triage() {
  const { t } = useWords();
  useTitle(t('console.nav.triage'));
  const list = useInfiniteQuery(petitionsQuery({ queue: 'triage', order: 'due' }));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.triage')}</h1>
      </div>
      <p className="soft">{t('console.triage.help')}</p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <Empty icon="signpost" title={t('console.triage.empty')} />}
      <ul className="stack">
        {rows.map((row) => (
          <TriageCard key={row.id} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
    </div>
  );
}

function TriageCard({ row }: { row: PetitionRow }) {
  const { t } = useWords();
  const [unit_id, setUnit] = useState('');
  const [reason, setReason] = useState('');
  const send = useWrite('act', {
    done: () => announce({ text: t('console.many.done.transfer_unit_one', { folio: row.folio }) }),
  });
  const isMissing = unit_id === '' || reason.trim() === '';
  return (
    <li className="card queue-card">
      <div className="stack-tight">
        <p className="row">
          <RowLink row={row} /> <DueChip row={row} />
        </p>
        <p className="words">{row.summary}</p>
        <p className="soft small">
          {[row.address_text, row.zone?.name, row.authority.name].filter(Boolean).join(' · ')}
        </p>
      </div>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isMissing) return;
          const body = { unit_id, reason, version: row.version };
          send.mutate({ params: { id: row.id, action: 'transfer_unit' }, body });
        }}
      >
        <UnitPicker value={unit_id} onChange={setUnit} authority_id={row.authority.id} except={row.unit.id} />
        <TextField
          {...{ label: t('console.act.reason'), value: reason }}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          {...{ type: 'submit', look: 'primary', icon: 'move', isBusy: send.isPending }}
          reason={isMissing ? t('console.fill_in') : null}
        >
          {t('console.act.transfer_unit')}
        </Button>
      </form>
    </li>
  );
}
