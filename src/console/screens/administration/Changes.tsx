import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { ConfigurationChange } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords, type Words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { SectionHead } from './SectionHead.tsx';

/** Who changed what, from what to what. */
export function Changes() {
  const { t } = useWords();
  const list = useInfiniteQuery({
    queryKey: ['configuration-changes'],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_configuration_changes', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <SectionHead title={t('console.admin.section.changes')} help={t('console.admin.change.help')} />
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="gear" title={t('console.admin.change.empty')} />}
      <ul className="stack">
        {items.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
    </>
  );
}

export function Change({ change }: { change: ConfigurationChange }) {
  const { t, code, manner } = useWords();
  const named = (field: string) => code('console.admin.change.field', field);
  const before = asFields(change.before);
  const after = asFields(change.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
  const told = (field: string, value: unknown) => {
    const group = codes[field];
    return group !== undefined && typeof value === 'string' ? code(group, value) : shown(value, t);
  };
  return (
    <li className="card">
      <p>
        <strong>{code('console.admin.change.entity', change.entity)}</strong>{' '}
        <span className="folio">{change.entity_code}</span>{' '}
        <span className="soft">
          · {change.changed_by?.name ?? t('console.author.system')} ·{' '}
          {shortInstant(change.changed_at, manner)}
        </span>
      </p>
      <details>
        <summary>
          {t('console.admin.change.fields', { names: names.slice(0, 6).map(named).join(', ') })}
        </summary>
        <dl className="facts">
          {names.map((name) => (
            <div key={name}>
              <dt>{named(name)}</dt>
              <dd className="change-json">
                {told(name, before[name])} → {told(name, after[name])}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

function asFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Fields whose values are codes, and where those are said. */
const codes: Readonly<Record<string, string>> = {
  kind: 'console.admin.calendar.kind',
  unit: 'console.admin.term.units',
  channel: 'channel',
  visibility: 'visibility',
  place_class: 'console.admin.place_class.name',
};

/** Words as they were written; what has parts of its own (questions, an extension) as it is kept. */
function shown(value: unknown, t: Words['t']): string {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return t(value ? 'console.yes' : 'console.no');
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
