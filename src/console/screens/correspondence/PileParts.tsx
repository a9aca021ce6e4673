import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScanPile } from '../../api.generated.ts';
import { addressOf, call, inCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { UndoDialog } from './UndoDialog.tsx';

type Part = ScanPile['parts'][number];
const refresh = [['scan-piles'], ['letters'], ['petition']];

/** What was found in a pile, part by part, before anything is bound; afterwards what was bound, to be taken back. */
export function PileParts({ pile_id, state }: { pile_id: string; state: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['scan-piles', pile_id, state],
    queryFn: ({ signal }) => call('get_scan_pile', { params: { id: pile_id }, signal }),
  });
  if (isPending) return <Waiting />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return <FoundParts pile={data} />;
}

function FoundParts({ pile }: { pile: ScanPile }) {
  const { t, count } = useWords();
  // What the person said otherwise: what is found may be read again meanwhile.
  const [said, setSaid] = useState<ReadonlyMap<number, boolean>>(new Map());
  const isChosen = ({ at, binding }: Part): boolean => said.get(at) ?? binding === 'chosen';
  const [named, setNamed] = useState<Readonly<Record<number, string>>>({});
  const [isUndoing, setUndoing] = useState(false);
  const bind = useWrite('bind_scan_pile', {
    refresh,
    done: () => announce({ text: t('console.letters.pile.begun') }),
    failed: () => true,
  });
  const parts = pile.parts.filter(isOpen).flatMap((part) => {
    const { at, binding } = part;
    const words = (named[at] ?? '').trim();
    if (binding === 'to_name') return words === '' ? [] : [{ at, named: words }];
    return isChosen(part) && binding !== 'never' ? [{ at }] : [];
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (parts.length > 0) bind.mutate({ params: { id: pile.id }, body: { parts } });
      }}
    >
      <div className="table-card">
        <table className="plain-table" aria-label={t('console.letters.pile.found')}>
          <thead>
            <tr>
              {(['pages', 'sheet', 'finding', 'letter'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`console.letters.pile.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pile.parts.map((part) => (
              <PartRow
                key={part.at}
                {...{ part, pile, isChosen: isChosen(part), named: named[part.at] ?? '' }}
                onChoose={() => setSaid(new Map(said).set(part.at, !isChosen(part)))}
                onName={(words) => setNamed({ ...named, [part.at]: words })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <DeliveryProblem error={bind.error} />
      <p className="row">
        {pile.may_bind && (
          <Button
            {...{ type: 'submit', look: 'primary', icon: 'check', isBusy: bind.isPending }}
            reason={parts.length === 0 ? t('console.letters.pile.choose_first') : null}
          >
            {count('console.letters.pile.bind', parts.length)}
          </Button>
        )}
        {pile.may_undo && (
          <Button icon="undo" onClick={() => setUndoing(true)}>
            {t('console.letters.pile.undo')}
          </Button>
        )}
      </p>
      {isUndoing && <UndoPile pile_id={pile.id} onClose={() => setUndoing(false)} />}
    </form>
  );
}

/** Not bound yet; what was skipped may be tried again. */
const isOpen = ({ bound }: Part): boolean => bound === null || bound.state === 'skipped';

interface RowProps {
  readonly part: Part;
  readonly pile: ScanPile;
  readonly isChosen: boolean;
  readonly named: string;
  readonly onChoose: () => void;
  readonly onName: (words: string) => void;
}

function PartRow({ part, pile, isChosen, named, onChoose, onName }: RowProps) {
  const { t, count } = useWords();
  const { at, first_page, binding, bound } = part;
  const letter = bound?.letter ?? part.letter;
  const mayBind = pile.may_bind && isOpen(part);
  const mayChoose = mayBind && (binding === 'chosen' || binding === 'to_choose');
  const page = first_page ?? at;
  return (
    <tr>
      <td>
        <label className="row pile-choice">
          {mayChoose && (
            <input
              {...{ type: 'checkbox', checked: isChosen, onChange: onChoose }}
              aria-label={t('console.letters.pile.choose', { page: at })}
            />
          )}
          {first_page === null
            ? t('console.letters.pile.no_pages')
            : part.pages === 1
              ? first_page
              : t('console.letters.pile.range', { from: first_page, to: first_page + part.pages - 1 })}
        </label>
        <a
          className="small pile-look"
          href={inCity(addressOf('get_scan_pile_page', { id: pile.id, page: String(page) }))}
          target="_blank"
          rel="noreferrer"
        >
          {t('console.letters.pile.look', { page })}
        </a>
      </td>
      <td className="folio">{part.code ?? '—'}</td>
      <td>
        <Icon name={bound?.state === 'bound' || binding === 'chosen' ? 'check' : 'late'} />{' '}
        {bound === null
          ? t(`console.letters.pile.finding.${part.finding}`)
          : t(`console.letters.pile.bound_state.${bound.state}`)}
        {mayBind && binding === 'to_name' && (
          <TextField
            {...{ label: t('console.letters.pile.named_help'), value: named, maxLength: 40 }}
            {...{ autoComplete: 'off', 'aria-label': t('console.letters.pile.named', { page }) }}
            onChange={(event) => onName(event.target.value)}
          />
        )}
      </td>
      <td>
        {letter === null ? (
          '—'
        ) : (
          <>
            <span className="folio">{letter.entry}</span>
            <br />
            <span className="soft small">
              {letter.folio}
              <br />
              {count('console.letters.sheets_count', letter.sheets)}
              {' · '}
              {count('console.letters.annexes_count', letter.annexes)}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

function UndoPile({ pile_id, onClose }: { pile_id: string; onClose: () => void }) {
  const { t } = useWords();
  const undo = useWrite('undo_scan_pile', {
    refresh,
    done: () => {
      announce({ text: t('console.letters.pile.taken_off') });
      onClose();
    },
    failed: () => true,
  });
  return (
    <UndoDialog
      {...{ title: t('console.letters.pile.undo_title'), help: t('console.letters.pile.undo_help') }}
      {...{ error: undo.error, isBusy: undo.isPending, onClose }}
      onUndo={(reason) => undo.mutate({ params: { id: pile_id }, body: { reason } })}
    />
  );
}
