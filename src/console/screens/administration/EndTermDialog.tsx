import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { longDate } from '../../../core/language/format.ts';
import type { TermInfo } from '../../api.generated.ts';
import { ApiError, call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Change } from './Changes.tsx';
import { EditDialog } from './EditDialog.tsx';
import { useSave } from './use-save.ts';

interface Props {
  readonly term: TermInfo;
  readonly onClose: () => void;
}

/** The last day of a term: said first that it moves nobody, and what comes after; with what was changed before. */
export function EndTermDialog({ term, onClose }: Props) {
  const { t, code, count } = useWords();
  const may = useMay();
  const [until, setUntil] = useState(term.valid_until ?? '');
  const { save, isBusy, problem } = useSave('end_term', { refresh: [['terms']], done: onClose });
  const isTooEarly = until !== '' && until < term.valid_from;
  const history = useQuery({
    queryKey: ['configuration-changes', 'term', term.code],
    queryFn: ({ signal }) =>
      call('list_configuration_changes', { query: { entity: 'term', entity_code: term.code }, signal }),
  });
  const length = count(`console.clock.unit.${term.unit}`, term.length);
  const whyNot = !may('configuration.edit')
    ? t('console.no_permission')
    : until === '' || isTooEarly
      ? t('console.fill_in')
      : null;
  return (
    <EditDialog
      {...{ title: `${code('clock', term.clock)} · ${length}`, isBusy, problem, onClose }}
      action={t('console.admin.term.end')}
      reason={whyNot}
      onSave={() => save({ params: { id: term.id }, body: { valid_until: until } })}
    >
      <p className="wide soft">{term.citation}</p>
      <TextField
        {...{ label: t('console.admin.term.valid_until'), type: 'date', value: until, min: term.valid_from }}
        help={t('console.admin.term.until_help')}
        error={isTooEarly ? t('console.admin.term.too_early') : null}
        onChange={(event) => setUntil(event.target.value)}
      />
      {until !== '' && !isTooEarly && <Effect term={term} until={until} />}
      <details className="wide">
        <summary>{t('console.admin.term.history')}</summary>
        {history.data?.items.length === 0 && <p className="soft">{t('console.admin.term.no_history')}</p>}
        <ul className="stack">
          {history.data?.items.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </ul>
      </details>
    </EditDialog>
  );
}

function Effect({ term, until }: { term: TermInfo; until: string }) {
  const { t, count, manner } = useWords();
  const valid_until = useDeferredValue(until);
  const { data, error } = useQuery({
    queryKey: ['term-end', term.id, valid_until],
    queryFn: ({ signal }) =>
      call('preview_term_end', { params: { id: term.id }, body: { valid_until }, signal }),
    retry: false,
    placeholderData: (before) => before,
  });
  if (error instanceof ApiError) return <p className="notice wide">{error.message}</p>;
  if (data === undefined) return null;
  return (
    <div className="notice wide" data-tone={data.next === null ? 'soon' : undefined} aria-live="polite">
      <Icon name="clock" />
      <div className="stack-tight">
        <p>{count('console.admin.term.keep_it', data.petitions_that_keep_it)}</p>
        <p>
          {data.next === null
            ? t('console.admin.term.then_none', { day: longDate(valid_until, manner) })
            : t('console.admin.term.then', {
                day: longDate(valid_until, manner),
                length: count(`console.clock.unit.${data.next.unit}`, data.next.length),
                citation: data.next.citation,
              })}
        </p>
      </div>
    </div>
  );
}
