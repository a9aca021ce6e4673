import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { longDate, shortInstant } from '../../../core/language/format.ts';
import type { PaperReply } from '../../api.generated.ts';
import { addressOf, call, inCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BeginDelivery } from './BeginDelivery.tsx';
import { EndDelivery, UndoDelivery } from './EndDelivery.tsx';

/** Of one batch; those that are left are chosen once these are printed. */
const most_printed = 50;
const repliesKey = ['paper-replies'] as const;
type Delivery = PaperReply['deliveries'][number];

/** What is being written down about a reply. */
type Doing =
  | { readonly kind: 'begin'; readonly reply: PaperReply }
  | { readonly kind: 'end' | 'undo'; readonly reply: PaperReply; readonly delivery: Delivery };

/** Replies to who asked for a letter: printed in one go, and each one followed until it is notified. */
export function PaperReplies() {
  const { t, count } = useWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<Doing | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...repliesKey],
    queryFn: ({ signal }) => call('list_paper_replies', { signal }),
  });
  const print = useWrite('print_replies', {
    refresh: [repliesKey],
    done: (_, { body }) => {
      const ids = body.letters.map(({ reply_id }) => reply_id);
      window.open(inCity(addressOf('get_paper_replies', {}, { ids })), '_blank', 'noreferrer');
      announce({ text: count('console.letters.printed', ids.length) });
      setChosen(new Set());
    },
  });
  if (isPending) return <Waiting />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) return <Empty icon="send" title={t('console.letters.no_replies')} />;
  const letters = data.items.filter(({ reply_id }) => chosen.has(reply_id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <>
      <div className="row">
        <p className="soft grow">{t('console.letters.replies_help')}</p>
        <Button
          onClick={() =>
            setChosen(
              new Set(
                data.items
                  .filter(({ printed_at }) => printed_at === null)
                  .slice(0, most_printed)
                  .map(({ reply_id }) => reply_id),
              ),
            )
          }
        >
          {t('console.letters.choose_unprinted')}
        </Button>
        <Button
          {...{ look: 'primary', icon: 'print', isBusy: print.isPending }}
          reason={letters.length === 0 ? t('console.letters.choose_first') : null}
          onClick={() =>
            print.mutate({
              body: { letters: letters.map(({ petition_id, reply_id }) => ({ petition_id, reply_id })) },
            })
          }
        >
          {t('console.letters.print', { count: letters.length })}
        </Button>
      </div>
      <ul className="paper-replies" aria-label={t('console.letters.tab.out')}>
        {data.items.map((reply) => (
          <PaperReplyItem
            key={reply.reply_id}
            {...{ reply, isChosen: chosen.has(reply.reply_id), onDo: setDoing }}
            onChoose={() => toggle(reply.reply_id)}
          />
        ))}
      </ul>
      {doing?.kind === 'begin' && <BeginDelivery reply={doing.reply} onClose={() => setDoing(null)} />}
      {doing?.kind === 'end' && <EndDelivery {...doing} onClose={() => setDoing(null)} />}
      {doing?.kind === 'undo' && <UndoDelivery {...doing} onClose={() => setDoing(null)} />}
    </>
  );
}

interface ItemProps {
  readonly reply: PaperReply;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onDo: (doing: Doing) => void;
}

function PaperReplyItem({ reply, isChosen, onChoose, onDo }: ItemProps) {
  const { t, code, manner } = useWords();
  return (
    <li className="paper-reply">
      <div className="row">
        <input
          {...{ type: 'checkbox', checked: isChosen, onChange: onChoose }}
          aria-label={t('console.letters.choose', { folio: reply.folio })}
        />
        <Link
          to="/petitions/$id"
          params={{ id: reply.petition_id }}
          search={{}}
          preload={false}
          className="folio"
        >
          {reply.folio}
        </Link>
        <strong className="grow">
          {reply.is_withheld ? t('console.letters.withheld') : (reply.name ?? t('console.person.no_name'))}
        </strong>
        <span className="soft small">
          {reply.printed_at === null
            ? t('console.letters.not_printed')
            : t('console.letters.printed_at', { at: shortInstant(reply.printed_at, manner) })}
        </span>
      </div>
      <p className="soft small">
        {[reply.document_number, reply.unit, reply.address ?? t('console.letters.no_address')].join(' · ')}
      </p>
      {reply.deliveries.length > 0 && (
        <ul className="paper-ways">
          {reply.deliveries.map((delivery) => (
            <li key={delivery.id} className="row" data-state={delivery.state}>
              <span className="grow">
                <strong>{code('delivery_way', delivery.way)}</strong> ·{' '}
                {code('delivery_state', delivery.state)} ·{' '}
                {longDate(delivery.ended_on ?? delivery.begun_on, manner)}
                {[delivery.tracking, delivery.receiver, delivery.returned_reason]
                  .filter(Boolean)
                  .map((one) => (
                    <span key={one}> · {one}</span>
                  ))}
                {delivery.notified_on !== null && delivery.state === 'delivered' && (
                  <>
                    <br />
                    <Icon name="check" />{' '}
                    {t('console.letters.notified_on', { date: longDate(delivery.notified_on, manner) })}{' '}
                    <span className="soft small">{code('notification_rule', delivery.rule ?? '')}</span>
                  </>
                )}
              </span>
              {delivery.proof_url !== null && (
                <a href={inCity(delivery.proof_url)} target="_blank" rel="noreferrer">
                  {t('console.letters.proof')}
                </a>
              )}
              {delivery.state === 'under_way' && (
                <Button icon="check" onClick={() => onDo({ kind: 'end', reply, delivery })}>
                  {t('console.letters.end')}
                </Button>
              )}
              {delivery.may_undo && (
                <Button look="quiet" icon="undo" onClick={() => onDo({ kind: 'undo', reply, delivery })}>
                  {t('console.letters.undo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {reply.next_way !== null && (
        <p className="row">
          <span className="grow">
            {t('console.letters.next_way', { way: code('delivery_way', reply.next_way) })}
          </span>
          <Button icon="send" onClick={() => onDo({ kind: 'begin', reply })}>
            {t('console.letters.deliver')}
          </Button>
        </p>
      )}
    </li>
  );
}
