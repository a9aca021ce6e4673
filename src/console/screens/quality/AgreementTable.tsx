import { percentage, preciseNumber } from '../../../core/language/format.ts';
import type { QualityCalibrationPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

type Agreement = NonNullable<QualityCalibrationPage['agreement']>['whole'];

/** How far those who judged agree on each criterion, with how many interactions that says it. */
export function AgreementTable({ page }: { page: QualityCalibrationPage }) {
  const { t } = useWords();
  const { agreement, form } = page;
  if (agreement === null) return null;
  const { judges } = agreement;
  const label = t('console.quality.calibration.agreement');
  const nameOf = new Map([...form.criteria, ...form.critical_errors].map(({ code, name }) => [code, name]));
  return (
    <div className="stack">
      <p>
        {t(`console.quality.calibration.method.${judges === 2 ? 'cohen' : 'fleiss'}`, { judges })}{' '}
        {t('console.quality.calibration.agreement_help')}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className="table-card review-compare" tabIndex={0} aria-label={label}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('console.quality.criteria')}</th>
              <th scope="col">{t('console.quality.calibration.share')}</th>
              <th scope="col">{t('console.quality.calibration.kappa')}</th>
              <th scope="col">{t('console.quality.calibration.n')}</th>
            </tr>
          </thead>
          <tbody>
            {agreement.criteria.map(({ code, ...of }) => (
              <AgreementRow key={code} name={nameOf.get(code) ?? code} of={of} />
            ))}
            <AgreementRow name={t('console.quality.calibration.whole')} of={agreement.whole} isWhole />
            {agreement.errors.map(({ code, ...of }) => (
              <AgreementRow
                key={code}
                name={`${t('console.quality.critical_word')}: ${nameOf.get(code) ?? code}`}
                of={of}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function AgreementRow({ name, of, isWhole = false }: { name: string; of: Agreement; isWhole?: boolean }) {
  const { t, manner } = useWords();
  return (
    <tr>
      <th scope="row">{isWhole ? <strong>{name}</strong> : name}</th>
      <td>{of.share !== null && percentage(of.share, manner)}</td>
      <td>
        {of.kappa === null ? (
          <span className="soft">{t('console.quality.calibration.no_kappa')}</span>
        ) : (
          preciseNumber(of.kappa, manner)
        )}
      </td>
      <td>{of.n}</td>
    </tr>
  );
}
