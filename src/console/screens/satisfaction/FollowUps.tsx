import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Lasting } from '../../../core/satisfaction/lasting.ts';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import type { FollowUp } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/satisfaction.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CloseFollowUp } from './CloseFollowUp.tsx';

const states = ['open', 'mine', 'closed'] as const;

/** What somebody must see to after a bad answer, by the day it is due. */
export function FollowUps() {
  const { t } = useWords();
  useTitle(t('console.nav.follow_ups'));
  const search = useSearch({ from: '/inside/follow-ups' });
  const state = states.find((one) => one === search['state']) ?? 'open';
  const [closing, setClosing] = useState<FollowUp | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['follow-ups', state],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_follow_ups', {
        query: { state, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.follow_ups')}</h1>
      </div>
      <p className="soft">{t('console.follow_up.help')}</p>
      <nav className="tabs" aria-label={t('console.follow_up.states')}>
        {states.map((one) => (
          <Link
            key={one}
            to="/follow-ups"
            search={one === 'open' ? {} : { state: one }}
            className="tab"
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === state ? 'page' : undefined}
          >
            {t(`console.follow_up.state.${one}`)}
          </Link>
        ))}
      </nav>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="done" title={t('console.follow_up.empty')} />}
      <ul className="follow-ups">
        {items.map((item) => (
          <li key={item.id}>
            <FollowUpCard item={item} onClose={() => setClosing(item)} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
      {closing && <CloseFollowUp item={closing} onClose={() => setClosing(null)} />}
    </div>
  );
}

function FollowUpCard({ item, onClose }: { item: FollowUp; onClose: () => void }) {
  const { t, code, manner } = useWords();
  const answers = [
    ...(item.satisfaction === null
      ? []
      : [`${t('survey.ask_satisfied')} ${t(`survey.satisfied.${item.satisfaction as 1}`)}`]),
    item.asks === 'if_it_lasts'
      ? `${t('survey.ask_lasting')} ${t(`survey.lasting.${item.solved as Lasting}`)}`
      : `${t('survey.ask_solved')} ${t(`survey.solved.${item.solved}`)}`,
    ...(item.clarity === null ? [] : [`${t('survey.ask_clear')} ${t(`survey.clear.${item.clarity as 1}`)}`]),
  ];
  return (
    <article className="follow-up" aria-label={`${item.service.name}, ${item.unit.name}`}>
      <div className="row wrap">
        <Chip
          tone={item.closed_at === null ? (item.overdue ? 'late' : 'soon') : 'done'}
          icon={item.closed_at === null ? (item.overdue ? 'late' : 'clock') : 'done'}
        >
          {item.closed_at === null
            ? t('console.follow_up.due', { day: shortDate(item.due_on, manner) })
            : t('console.follow_up.closed', { when: shortInstant(item.closed_at, manner) })}
        </Chip>
        <strong>{item.service.name}</strong>
        <span className="soft">
          {item.unit.name}, {item.authority.name} · {code('channel', item.channel)}
        </span>
        {item.petition && (
          <Link
            to="/petitions/$id"
            params={{ id: item.petition.id }}
            search={{}}
            className="folio"
            preload={false}
          >
            {item.petition.folio}
          </Link>
        )}
      </div>
      <ul className="plain small">
        {answers.map((answer) => (
          <li key={answer}>{answer}</li>
        ))}
      </ul>
      {item.comment && <blockquote className="words">{item.comment}</blockquote>}
      <p className="small soft">
        {t(item.wants_contact ? 'console.follow_up.wants_contact' : 'console.follow_up.no_contact')}{' '}
        {item.owner ? t('console.follow_up.owner', { name: item.owner.name }) : t('console.unassigned')}
        {item.contacts > 0 && ` · ${t('console.follow_up.contacts', { count: item.contacts })}`}
      </p>
      {item.closed_at === null ? (
        <FollowUpActions item={item} onClose={onClose} />
      ) : (
        <p>
          <strong>{code('survey_cause', item.cause ?? '')}</strong>. {item.closing_note}
        </p>
      )}
    </article>
  );
}

function FollowUpActions({ item, onClose }: { item: FollowUp; onClose: () => void }) {
  const { t } = useWords();
  const refresh = [['follow-ups']];
  const take = useWrite('take_follow_up', { refresh });
  const contact = useWrite('note_follow_up_contact', { refresh });
  const given = { params: { id: item.id }, body: { version: item.version } };
  return (
    <div className="row wrap">
      {!item.is_mine && (
        <Button icon="person" isBusy={take.isPending} onClick={() => take.mutate(given)}>
          {t('console.follow_up.take')}
        </Button>
      )}
      {item.wants_contact && (
        <Button
          icon="phone"
          isBusy={contact.isPending}
          reason={item.contacts >= 3 ? t('console.follow_up.no_more_contacts') : null}
          onClick={() => contact.mutate(given)}
        >
          {t('console.follow_up.note_contact')}
        </Button>
      )}
      <Button icon="done" onClick={onClose}>
        {t('console.follow_up.close')}
      </Button>
    </div>
  );
}
