import { preciseNumber, preciseShare, wholeNumber } from '../../../core/language/format.ts';
import type { Campaign, CampaignQuestion, CampaignResults } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** How many were drawn, asked and answered, by what, and why some were not asked; stratum by stratum. */
export function CampaignProgress({ campaign: { results, state, population } }: { campaign: Campaign }) {
  const { t, manner } = useWords();
  if (state === 'draft') return <p className="soft">{t(`console.campaign.next.${population}`)}</p>;
  const count = (value: number) => wholeNumber(value, manner);
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t('console.campaign.progress')}</h2>
      <p>
        {population === 'everybody'
          ? t('campaign.asked_everybody', { count: count(results.answered) })
          : t('console.campaign.counts', {
              drawn: count(results.drawn),
              asked: count(results.asked),
              answered: count(results.answered),
              rate: results.response_rate === null ? '—' : preciseShare(results.response_rate, manner),
            })}
      </p>
      {results.waves !== null && (
        <p>
          {t('campaign.waves', {
            before: count(results.waves.before),
            reminded: count(results.waves.reminded),
            after: count(results.waves.after),
            rate: preciseShare(results.waves.after_rate, manner),
          })}
        </p>
      )}
      {population === 'closings' && (
        <p className="soft small">
          {t('console.campaign.not_asked', {
            recently: count(results.not_asked['asked_recently'] ?? 0),
            declined: count(results.not_asked['declined'] ?? 0),
            unreachable: count(results.not_asked['unreachable'] ?? 0),
          })}
        </p>
      )}
      <p className="soft small">
        {results.modes
          .filter((one) => one.count > 0)
          .map((one) => `${t(`console.campaign.mode.${one.mode}`)}: ${count(one.count)}`)
          .join(' · ')}
      </p>
      {results.strata.length > 1 && <Strata strata={results.strata} />}
    </section>
  );
}

function Strata({ strata }: { strata: CampaignResults['strata'] }) {
  const { t, manner } = useWords();
  const columns = ['population', 'drawn', 'asked', 'answered'] as const;
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('campaign.stratum')}</th>
            {columns.map((column) => (
              <th key={column}>{t(`console.campaign.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {strata.map((one) => (
            <tr key={one.key}>
              <td data-label={t('campaign.stratum')}>{one.name}</td>
              {columns.map((column) => (
                <td key={column} data-label={t(`console.campaign.column.${column}`)}>
                  {wholeNumber(one[column], manner)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Question by question, with intervals; nothing of fewer than ten answers. */
export function CampaignFiguresView({ campaign: { questions, results } }: { campaign: Campaign }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{t('console.campaign.results')}</h2>
      {questions.map((question) => (
        <Question key={question.code} question={question} results={results} />
      ))}
      <p className="soft small">{t('satisfaction.method_hidden')}</p>
    </section>
  );
}

function Question({ question, results }: { question: CampaignQuestion; results: CampaignResults }) {
  const { t, count, manner } = useWords();
  const figures = results.questions.find(({ code }) => code === question.code);
  const words = results.words.filter(({ code }) => code === question.code);
  const optionWord = (value: string) => {
    if (question.kind === 'choice') return question.options[Number(value)] ?? value;
    if (question.kind === 'yes_no') return t(value === 'yes' ? 'campaign.yes' : 'campaign.no');
    return t(`campaign.scale.${value as '1'}`);
  };
  const percent = (value: number) => preciseShare(value, manner);
  const n = wholeNumber(figures?.n ?? 0, manner);
  return (
    <div className="campaign-question">
      <h3>{question.text}</h3>
      {figures?.options == null ? (
        <p className="soft">{words.length === 0 ? t('console.satisfaction.hidden') : null}</p>
      ) : (
        <>
          <ul className="bars">
            {figures.options.map((one) => (
              <li key={one.value}>
                <span>{optionWord(one.value)}</span>
                <meter min={0} max={100} value={one.percent} aria-label={optionWord(one.value)} />
                <span>
                  <strong>{percent(one.percent)}</strong>{' '}
                  <span className="small soft">
                    {t('satisfaction.range', { low: percent(one.low), high: percent(one.high) })}
                    {one.weighted !== null &&
                      ` · ${t('satisfaction.weighted', { percent: percent(one.weighted) })}`}
                  </span>
                </span>
              </li>
            ))}
          </ul>
          <p className="small soft">
            {[
              count('satisfaction.answers', figures.n, { count: n }),
              figures.mean !== null && t('campaign.mean', { mean: preciseNumber(figures.mean, manner) }),
              figures.insufficient && t('satisfaction.insufficient'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </>
      )}
      {words.length > 0 && (
        <ul className="said">
          {words.map((one, at) => (
            // oxlint-disable-next-line no-array-index-key -- the same words may come twice
            <li key={at} className="words">
              {one.words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
