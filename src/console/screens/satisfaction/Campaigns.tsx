import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import { call } from '../../api/client.ts';
import '../../css/satisfaction.css';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CampaignForm } from './CampaignForm.tsx';

/** Studies of perception: own questions, asked of a sample or of everybody. */
export function Campaigns() {
  const { t, manner } = useWords();
  useTitle(t('console.nav.campaigns'));
  const [isMaking, setMaking] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['campaigns'],
    queryFn: ({ signal }) => call('list_campaigns', { signal }),
  });
  const columns = ['title', 'authority', 'state', 'until'] as const;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.campaigns')}</h1>
        <Button icon="plus" look="primary" onClick={() => setMaking(true)}>
          {t('console.campaign.new')}
        </Button>
      </div>
      <p className="soft">{t('console.campaign.help')}</p>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Empty icon="star" title={t('console.campaign.empty')}>
          <p>{t('console.campaign.empty_next')}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <div className="table-card">
          <table className="plain-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column}>{t(`console.campaign.list.${column}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.items.map((one) => (
                <tr key={one.id}>
                  <td data-label={t('console.campaign.list.title')}>
                    <Link to="/campaigns/$id" params={{ id: one.id }}>
                      {one.title}
                    </Link>
                  </td>
                  <td data-label={t('console.campaign.list.authority')}>
                    {one.authority ?? t('console.campaign.whole_city')}
                  </td>
                  <td data-label={t('console.campaign.list.state')}>
                    {t(
                      one.published_at === null
                        ? `console.campaign.state.${one.state}`
                        : 'console.campaign.state.published',
                    )}
                  </td>
                  <td data-label={t('console.campaign.list.until')}>
                    {one.closes_at === null ? '—' : shortInstant(one.closes_at, manner)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isMaking && <CampaignForm onClose={() => setMaking(false)} />}
    </div>
  );
}
