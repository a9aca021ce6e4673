import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import type { Campaign } from '../../api.generated.ts';
import { addressOf, call, chosenCity } from '../../api/client.ts';
import '../../css/satisfaction.css';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CampaignFiguresView, CampaignProgress } from './CampaignFigures.tsx';
import { CampaignSteps } from './CampaignSteps.tsx';

/** One campaign: where it stands, what can be done next, how it goes and what was found. */
export function CampaignScreen() {
  const { t } = useWords();
  const { id } = useParams({ from: '/inside/campaigns/$id' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => call('get_campaign', { params: { id }, signal }),
    // Answers come while somebody looks on.
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? 15_000 : false),
  });
  useTitle(data?.title ?? t('console.nav.campaigns'));
  const download = { city: chosenCity() };
  return (
    <div className="page">
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <div className="page-head">
            <h1>{data.title}</h1>
            <a
              className="button"
              href={addressOf('get_campaign_paper', { id }, download)}
              target="_blank"
              rel="noreferrer"
            >
              <Icon name="print" /> {t('console.ask.print')}
            </a>
            <a className="button" href={addressOf('export_campaign', { id }, download)} download>
              <Icon name="download" /> {t('console.inbox.csv')}
            </a>
          </div>
          <p>{data.purpose}</p>
          <Facts campaign={data} />
          {data.public_link !== null && data.state === 'open' && <PublicLink link={data.public_link} />}
          <CampaignSteps campaign={data} />
          <CampaignProgress campaign={data} />
          <CampaignFiguresView campaign={data} />
        </>
      )}
    </div>
  );
}

/** Where anybody answers it, to be sent around. */
function PublicLink({ link }: { link: string }) {
  const { t } = useWords();
  const copy = () =>
    void navigator.clipboard
      .writeText(link)
      .then(() => announce({ text: t('console.copied') }))
      .catch(() => announce({ tone: 'late', text: t('console.new.copy_by_hand') }));
  return (
    <p className="row">
      <span className="soft">{t('console.campaign.public_link')}</span>
      <a href={link} target="_blank" rel="noreferrer">
        {link}
      </a>
      <Button icon="link" look="quiet" onClick={copy}>
        {t('console.campaign.copy_link')}
      </Button>
    </p>
  );
}

function Facts({ campaign }: { campaign: Campaign }) {
  const { t, code, count, manner } = useWords();
  const { closed_from, closed_until, remind_after_days } = campaign;
  const period =
    closed_from && closed_until && `${shortDate(closed_from, manner)} – ${shortDate(closed_until, manner)}`;
  const remind = remind_after_days === null ? null : count('console.campaign.remind_days', remind_after_days);
  const facts: readonly (readonly [string, string | null])[] = [
    [
      t('console.campaign.list.state'),
      t(
        campaign.published_at === null
          ? `console.campaign.state.${campaign.state}`
          : 'console.campaign.state.published',
      ),
    ],
    [t('console.campaign.population'), t(`console.campaign.populations.${campaign.population}`)],
    [t('console.satisfaction.by.authority'), campaign.authority ?? t('console.campaign.whole_city')],
    [t('console.campaign.period'), period],
    [t('console.satisfaction.by.service'), campaign.service],
    [t('console.satisfaction.by.channel'), campaign.channel && code('channel', campaign.channel)],
    [t('console.campaign.list.until'), campaign.closes_at && shortInstant(campaign.closes_at, manner)],
    [t('console.campaign.remind'), remind],
    [t('console.campaign.drawn_from'), campaign.frame_size === null ? null : String(campaign.frame_size)],
    [t('console.campaign.seed'), campaign.seed],
  ];
  return (
    <dl className="figure-cards">
      {facts.map(([name, value]) =>
        value === null || value === '' ? null : (
          <div key={name} className="figure-card">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
