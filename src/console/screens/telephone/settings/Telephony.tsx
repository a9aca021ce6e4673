import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant, wholeNumber } from '../../../../core/language/format.ts';
import '../../../css/tables.css';
import type { TelephonySettings } from '../../../api.generated.ts';
import { call } from '../../../api/client.ts';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { SectionHead } from '../../administration/SectionHead.tsx';
import { SeeAlso } from '../../administration/SeeAlso.tsx';
import { ExchangeDialog } from './ExchangeDialog.tsx';
import { ExtensionDialog } from './ExtensionDialog.tsx';
import { QueueDialog } from './QueueDialog.tsx';

type Edited =
  | { readonly what: 'exchange'; readonly id: string | null }
  | { readonly what: 'queue'; readonly id: string }
  | { readonly what: 'extension'; readonly user_id: string };

/** The city's exchanges with their queues, and who has which extension. */
export function Telephony() {
  const { t } = useWords();
  const may = useMay();
  const [edited, setEdited] = useState<Edited | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['telephony-settings'],
    queryFn: ({ signal }) => call('get_telephony_settings', { signal }),
    refetchInterval: 5_000,
  });
  const reason = may('configuration.edit') ? null : t('console.no_permission');
  return (
    <>
      <SectionHead title={t('console.admin.section.telephony')} help={t('console.telephony.help')}>
        <SeeAlso to={['hours', 'desk']} />
        <Button
          {...{ look: 'primary', icon: 'plus', reason }}
          onClick={() => setEdited({ what: 'exchange', id: null })}
        >
          {t('console.telephony.new_exchange')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && <Exchanges {...{ data, reason }} onEdit={setEdited} />}
      {data && edited?.what === 'exchange' && (
        <ExchangeDialog
          exchange={data.exchanges.find(({ id }) => id === edited.id) ?? null}
          onClose={() => setEdited(null)}
        />
      )}
      {data && edited?.what === 'queue' && (
        <QueueDialog
          queue={data.queues.find(({ id }) => id === edited.id)!}
          onClose={() => setEdited(null)}
        />
      )}
      {data && edited?.what === 'extension' && (
        <ExtensionDialog {...{ data, user_id: edited.user_id }} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

interface Given {
  readonly data: TelephonySettings;
  readonly reason: string | null;
  readonly onEdit: (edited: Edited) => void;
}

function Exchanges({ data, reason, onEdit }: Given) {
  const { t, manner } = useWords();
  if (data.exchanges.length === 0) return <p>{t('console.telephony.none')}</p>;
  return (
    <>
      <List
        title={t('console.telephony.exchanges')}
        heads={[
          ...[t('console.telephony.name'), t('console.telephony.host'), t('console.telephony.link')],
          t('console.telephony.log.title'),
        ]}
        rows={data.exchanges.map((one) => ({
          key: one.id,
          open: () => onEdit({ what: 'exchange', id: one.id }),
          cells: [
            ...[one.name, `${one.host}:${one.port}`, t(`console.telephony.links.${linkOf(one)}`)],
            logOf(one, { t, manner }),
          ],
        }))}
      />
      <List
        title={t('console.telephony.queues')}
        heads={[
          ...[t('console.telephony.name'), t('console.telephony.code'), t('console.telephony.hours')],
          t('console.telephony.calls_back'),
        ]}
        rows={data.queues.map((one) => ({
          key: one.id,
          open: () => onEdit({ what: 'queue', id: one.id }),
          cells: [...[one.name, one.code, hoursOf(one, t)], t(one.calls_back ? 'console.yes' : 'console.no')],
        }))}
      />
      <List
        title={t('console.telephony.extensions')}
        heads={[
          t('console.telephony.person'),
          t('console.telephony.extension'),
          t('console.telephony.interface'),
        ]}
        rows={data.extensions.map((one) => ({
          key: one.user_id,
          open: () => onEdit({ what: 'extension', user_id: one.user_id }),
          cells: [one.name, one.extension, one.interface],
        }))}
      />
      <p>
        <Button {...{ icon: 'plus', reason }} onClick={() => onEdit({ what: 'extension', user_id: '' })}>
          {t('console.telephony.new_extension')}
        </Button>
      </p>
    </>
  );
}

type Exchange = TelephonySettings['exchanges'][number];

const linkOf = ({ is_enabled, link }: Exchange) => (is_enabled ? link : 'off');

type Queue = TelephonySettings['queues'][number];

/** Which hours a queue keeps, and how it stands now; one without hours is always open. */
function hoursOf({ hours_from, is_open }: Queue, t: ReturnType<typeof useWords>['t']): string {
  const from = t(`console.telephony.hours_from.${is_open === null ? 'always' : hours_from}`);
  if (is_open === null) return from;
  return `${from} · ${t(is_open ? 'console.admin.hours.open' : 'console.admin.hours.closed')}`;
}

/** What the exchange's own record of calls told when it was last read. */
function logOf(one: Exchange, { t, manner }: Pick<ReturnType<typeof useWords>, 't' | 'manner'>): string {
  if (one.log_read_at === null) return t('console.telephony.log.never');
  const when = shortInstant(one.log_read_at, manner);
  if (one.log_problem !== null) return t(`console.telephony.log.${one.log_problem}`, { when });
  const many = (figure: number | null) => wholeNumber(figure ?? 0, manner);
  return t('console.telephony.log.read', {
    ...{ when, calls: many(one.log_calls) },
    ...{ added: many(one.log_added), corrected: many(one.log_corrected) },
  });
}

interface ListProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly open: () => void;
    readonly cells: readonly string[];
  }[];
}

function List({ title, heads, rows }: ListProps) {
  const { t } = useWords();
  return (
    <section className="stack-tight">
      <h2>{title}</h2>
      {rows.length === 0 && <p className="soft">{t('console.telephony.nothing_yet')}</p>}
      {rows.length > 0 && (
        <div className="table-card">
          <table className="plain-table">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head}>{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, open, cells: [first, ...others] }) => (
                <tr key={key}>
                  <td data-label={heads[0]}>
                    <Button look="link" onClick={open}>
                      {first}
                    </Button>
                  </td>
                  {others.map((cell, at) => (
                    <td key={heads[at + 1]} data-label={heads[at + 1]}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
