import { preciseShare } from '../../../../core/language/format.ts';
import { alternatives, beginningOf, type PlannedSlot } from '../../../../core/telephony/erlang-plan.ts';
import { useWords } from '../../../language/words.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { Assumptions } from './staffing-assumptions.ts';

/** What one more or one fewer would mean in a half hour. */
export function StaffingReasons({ planned, assumed }: { planned: PlannedSlot; assumed: Assumptions }) {
  const { t, manner } = useWords();
  const share = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 4 });
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 2 });
  const heads = ['waits', 'level', 'answer_s'] as const;
  return (
    <>
      <table className="plain-table reasons">
        <caption>
          {t('console.staffing.alternatives', {
            ...{ time: beginningOf(planned.slot), erlangs: one.format(planned.erlangs) },
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('console.staffing.agents')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="figure-cell">
                {t(`console.staffing.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {alternatives(planned, assumed).map(({ agents, waiting, reaches }) => (
            <tr key={agents} data-peak={agents === planned.agents}>
              <th scope="row">
                {agents} {reaches && <Icon name="check" />}
              </th>
              <td className="figure-cell">
                {waiting === null ? t('console.staffing.unstable') : share.format(waiting.waits)}
              </td>
              <td className="figure-cell">
                {waiting === null ? '—' : preciseShare(waiting.service_level * 100, manner)}
              </td>
              <td className="figure-cell">{waiting === null ? '—' : `${one.format(waiting.answer_s)} s`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small">{t('console.staffing.unstable_means')}</p>
    </>
  );
}

/** The formulas by which the table is made. */
export function StaffingFormulas() {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('console.staffing.formula')}</summary>
      <ul className="formulas">
        <li>{t('console.staffing.formula_traffic')}</li>
        <li>{t('console.staffing.formula_waits')}</li>
        <li>{t('console.staffing.formula_level')}</li>
        <li>{t('console.staffing.formula_answer')}</li>
        <li>{t('console.staffing.formula_shrinkage')}</li>
        <li>{t('console.staffing.unstable_means')}</li>
      </ul>
    </details>
  );
}
