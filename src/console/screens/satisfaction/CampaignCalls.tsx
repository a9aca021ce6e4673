import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import { MOST_ATTEMPTS } from '../../../core/satisfaction/asking-in-person.ts';
import type { CampaignToAsk } from '../../api.generated.ts';
import { addressOf, call, chosenCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { AskCampaign } from './AskCampaign.tsx';
import { PaperLink } from './CallParts.tsx';

/** Who was drawn for a campaign and is reached by telephone or on paper; nothing where nobody is. */
export function CampaignCalls() {
  const { t, manner } = useWords();
  const [asking, setAsking] = useState<CampaignToAsk | null>(null);
  const { data } = useQuery({
    queryKey: ['campaign-calls'],
    queryFn: ({ signal }) => call('list_campaign_calls', { signal }),
  });
  if (!data || data.items.length === 0) return null;
  const columns = ['title', 'code', 'attempts', 'until'] as const;
  return (
    <section aria-labelledby="campaign-calls">
      <h2 id="campaign-calls">{t('console.campaign.calls')}</h2>
      <div className="table-card">
        <table className="plain-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column}>{t(`console.campaign.call_column.${column}`)}</th>
              ))}
              <th>{t('console.ask.column.act')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <tr key={item.id}>
                <td data-label={t('console.campaign.call_column.title')}>{item.title}</td>
                <td data-label={t('console.campaign.call_column.code')}>{item.paper_code}</td>
                <td data-label={t('console.campaign.call_column.attempts')}>
                  {item.attempts} / {MOST_ATTEMPTS}
                </td>
                <td data-label={t('console.campaign.call_column.until')}>
                  {shortInstant(item.closes_at, manner)}
                </td>
                <td>
                  <Acts item={item} onAsk={setAsking} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asking && <AskCampaign item={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}

function Acts({ item, onAsk }: { item: CampaignToAsk; onAsk: (item: CampaignToAsk) => void }) {
  const { t } = useWords();
  const begin = useWrite('begin_campaign_call', {
    refresh: [['campaign-calls']],
    done: () => onAsk(item),
  });
  const isPaper = item.carried_by === 'paper';
  return (
    <div className="row wrap">
      <Button
        icon={isPaper ? 'mail' : 'phone'}
        isBusy={begin.isPending}
        reason={item.is_anothers ? t('console.ask.taken') : null}
        onClick={() => begin.mutate({ params: { id: item.id } })}
      >
        {t(isPaper ? 'console.campaign.send_or_copy' : 'console.ask.call')}
      </Button>
      <PaperLink href={addressOf('get_campaign_member_paper', { id: item.id }, { city: chosenCity() })} />
    </div>
  );
}
