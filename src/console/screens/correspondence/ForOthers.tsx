import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { longDate, shortInstant } from '../../../core/language/format.ts';
import type { LettersForOthers } from '../../api.generated.ts';
import { addressOf, call, inCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';

type Letter = LettersForOthers['items'][number];

/** Letters meant for another authority, the one that must leave first on top; `t` sends that one. */
export function ForOthers() {
  const { t } = useWords();
  const [sent, setSent] = useState<Letter | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['letters', 'for-others'],
    queryFn: ({ signal }) => call('list_letters_for_others', { signal }),
  });
  const first = data?.items.find(({ may_transfer }) => may_transfer);
  useShortcuts([{ keys: 't', label: 'console.letters.transfer', run: () => first && setSent(first) }]);
  if (isPending) return <Waiting />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <Empty icon="move" title={t('console.letters.no_others')} />;
  return (
    <>
      <p className="soft">{data.citation}</p>
      <div className="table-card">
        <table className="plain-table" aria-label={t('console.letters.tab.others')}>
          <thead>
            <tr>
              {(['entry', 'received', 'folio_of', 'for', 'leaves_by', 'papers'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`console.letters.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <LetterToSend key={one.id} one={one} onSend={() => setSent(one)} />
            ))}
          </tbody>
        </table>
      </div>
      {sent !== null && <TransferDialog letter={sent} onClose={() => setSent(null)} />}
    </>
  );
}

function LetterToSend({ one, onSend }: { one: Letter; onSend: () => void }) {
  const { t, count, manner } = useWords();
  const { due_on, days_left } = one;
  const isLate = days_left !== null && days_left < 0;
  return (
    <tr>
      <td className="folio">{one.entry}</td>
      <td>{shortInstant(one.received_at, manner)}</td>
      <td className="folio">{one.petition.folio}</td>
      <td>{one.addressed_to.name}</td>
      <td className="leaves-by" data-late={isLate || undefined}>
        {due_on === null || days_left === null ? (
          t('console.letters.no_term')
        ) : (
          <>
            <Icon name={isLate ? 'late' : days_left <= 1 ? 'soon' : 'fine'} /> {longDate(due_on, manner)}
            <br />
            <span className="soft small">
              {isLate
                ? count('console.letters.days_late', -days_left)
                : count('console.letters.days_left', days_left)}
            </span>
            {one.term === 'answer' && (
              <>
                <br />
                <span className="soft small">{t('console.letters.answer_term')}</span>
              </>
            )}
          </>
        )}
      </td>
      <td>
        <div className="row">
          <a href={inCity(addressOf('get_letter_transfer', { id: one.id }))} target="_blank" rel="noreferrer">
            {t('console.letters.transfer_letter')}
          </a>
          <Button
            {...{ icon: 'move', onClick: onSend }}
            reason={one.may_transfer ? null : t('console.letters.may_not_transfer')}
          >
            {t('console.letters.transfer')}
          </Button>
        </div>
      </td>
    </tr>
  );
}

function TransferDialog({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const { t } = useWords();
  const { name, id: authority_id } = letter.addressed_to;
  const [reason, setReason] = useState(() => t('console.letters.transfer_reason', { authority: name }));
  const act = useWrite('act', {
    refresh: [['letters'], ['petitions'], ['counts']],
    done: () => {
      announce({ text: t('console.letters.transferred', { folio: letter.petition.folio }) });
      onClose();
    },
    failed: () => true,
  });
  return (
    <DialogBox
      title={t('console.letters.transfer_title', { folio: letter.petition.folio })}
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const { id, version } = letter.petition;
          const body = { version, authority_id, reason };
          act.mutate({ params: { id, action: 'transfer_authority' }, body } as never);
        }}
      >
        <p>{name}</p>
        <TextField
          {...{ label: t('console.letters.undo_reason'), value: reason, required: true, maxLength: 500 }}
          onChange={(event) => setReason(event.target.value)}
        />
        <DeliveryProblem error={act.error} />
        <Button type="submit" look="primary" icon="move" isBusy={act.isPending}>
          {t('console.letters.transfer')}
        </Button>
      </form>
    </DialogBox>
  );
}
