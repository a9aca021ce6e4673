import '../../css/tables.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { most_calibrated } from '../../../core/quality/calibration.ts';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import type { QualityCalibrations } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { PlaceAndPeriodDialog } from './PlaceAndPeriodDialog.tsx';
import { calibrationLooks } from './review-words.ts';

/** What several judged apart to see whether they judge alike. */
export function Calibrations() {
  const { t } = useWords();
  const [isOpening, setOpening] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['quality', 'calibrations'],
    queryFn: ({ signal }) => call('list_calibrations', { signal }),
  });
  return (
    <>
      <div className="row calibrations-head">
        <p className="soft grow">{t('console.quality.calibration.help')}</p>
        <Button icon="plus" onClick={() => setOpening(true)}>
          {t('console.quality.calibration.new')}
        </Button>
      </div>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Empty icon="done" title={t('console.quality.calibration.empty')}>
          <p>{t('console.quality.calibration.empty_next')}</p>
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && <CalibrationTable items={data.items} />}
      {isOpening && <CalibrateDialog onClose={() => setOpening(false)} />}
    </>
  );
}

type Calibration = QualityCalibrations['items'][number];

function CalibrationTable({ items }: { items: readonly Calibration[] }) {
  const { t, manner } = useWords();
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('console.quality.list.calibration')}</th>
            <th scope="col">{t('console.quality.calibration.items')}</th>
            <th scope="col">{t('console.quality.calibration.mine')}</th>
            <th scope="col">{t('console.quality.calibration.finished')}</th>
            <th scope="col">{t('console.quality.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => {
            const state = stateOf(one);
            return (
              <tr key={one.id}>
                <td data-label={t('console.quality.list.calibration')}>
                  <Link to="/calidad/calibracion/$id" params={{ id: one.id }} search={{}}>
                    {one.place} ·{' '}
                    {t('console.quality.period', {
                      ...{ from: shortDate(one.from_on, manner), until: shortDate(one.until_on, manner) },
                    })}
                  </Link>
                  <div className="soft small">
                    {t('console.quality.calibration.opened_by', {
                      ...{ name: one.opened_by, at: shortInstant(one.opened_at, manner) },
                    })}
                  </div>
                </td>
                <td data-label={t('console.quality.calibration.items')}>{one.items}</td>
                <td data-label={t('console.quality.calibration.mine')}>
                  {t('console.quality.calibration.done_of', { done: one.mine, all: one.items })}
                </td>
                <td data-label={t('console.quality.calibration.finished')}>{one.finished}</td>
                <td data-label={t('console.quality.state')}>
                  <Chip {...calibrationLooks[state]}>{t(`console.quality.calibration.state.${state}`)}</Chip>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function stateOf({ compared_at, items, kept, mine }: Calibration): keyof typeof calibrationLooks {
  if (compared_at !== null) return kept === items ? 'kept' : 'compared';
  return mine < items ? 'open' : 'waiting';
}

const usual_size = 5;

function CalibrateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const open = useWrite('open_calibration', {
    refresh: [['quality']],
    done: ({ calibration_id: id }) => {
      announce({ text: t('console.quality.calibration.opened') });
      void navigate({ to: '/calidad/calibracion/$id', params: { id }, search: {} });
    },
  });
  return (
    <PlaceAndPeriodDialog
      title={t('console.quality.calibration.new_title')}
      help={t('console.quality.calibration.new_help')}
      submit={t('console.quality.calibration.start')}
      size={{ label: t('console.quality.calibration.size'), usual: usual_size, most: most_calibrated }}
      isBusy={open.isPending}
      onDraw={(from, size) => open.mutate({ body: { ...from, size } })}
      onClose={onClose}
    />
  );
}
