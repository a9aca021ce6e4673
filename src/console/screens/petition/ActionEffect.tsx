import { useQuery } from '@tanstack/react-query';
import { shortDate } from '../../../core/language/format.ts';
import type { PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { FieldName } from './action-forms.ts';

interface Props {
  readonly page: PetitionPage;
  readonly action: PetitionActionName;
  readonly values: Partial<Record<FieldName, string>>;
}

/** What the action does to the clocks, said before it is done. */
export function ActionEffect({ page, action, values }: Props) {
  const { t } = useWords();
  if (action === 'change_service') {
    return values.service_id ? <ServiceEffect id={page.petition.id} service_id={values.service_id} /> : null;
  }
  if (action === 'transfer_authority' && values.authority_id) {
    return <TransferEffect page={page} authority_id={values.authority_id} />;
  }
  const said = effectOf(action);
  if (said === null) return null;
  return (
    <div className="notice">
      <Icon name="clock" />
      <div className="stack-tight">
        <p>{t(`console.effect.${said}`)}</p>
        {(action === 'transfer_authority' || action === 'transfer_unit' || action === 'extend') && (
          <DaysUsed page={page} />
        )}
      </div>
    </div>
  );
}

/** Whose days were used so far, and how many are left. */
function DaysUsed({ page }: { page: PetitionPage }) {
  const { t, count } = useWords();
  return page.clocks
    .filter(({ clock }) => clock === 'reply' || clock === 'resolve')
    .map((clock) => ({ ...clock, total: clock.length + clock.extended_by }))
    .map((clock) => (
      <p key={clock.clock} className="small">
        {clock.name}:{' '}
        {clock.is_overdue
          ? t('console.clock.status.missed')
          : t('console.effect.used', {
              used: clock.days_left === null ? clock.days_used : Math.max(0, clock.total - clock.days_left),
              total: clock.total,
            })}
        {!clock.is_overdue &&
          clock.days_left !== null &&
          ` · ${count('console.clock.left', clock.days_left)}`}
      </p>
    ));
}

function effectOf(action: PetitionActionName) {
  switch (action) {
    case 'return':
    case 'transfer_unit':
      return 'transfer_unit' as const;
    case 'transfer_authority':
    case 'ask':
    case 'extend':
    case 'merge':
    case 'withdraw_question':
    case 'answer_for_citizen':
    case 'tacit_withdrawal':
    case 'add_part':
      return action;
    default:
      return null;
  }
}

function ServiceEffect({ id, service_id }: { id: string; service_id: string }) {
  const { t, manner } = useWords();
  const { data } = useQuery({
    queryKey: ['petition', id, 'service-change', service_id],
    queryFn: ({ signal }) =>
      call('preview_service_change', { params: { id }, query: { service_id }, signal }),
  });
  if (data === undefined) return null;
  const day = (date: string | null) => (date === null ? t('console.clock.no_date') : shortDate(date, manner));
  return (
    <div className="notice">
      <Icon name="clock" />
      <div className="stack-tight">
        <p>{t('console.effect.change_service', { kind: data.kind.name })}</p>
        {data.clocks.map((clock) => (
          <p key={clock.clock}>
            {clock.name}: {day(clock.due_before)} → <strong>{day(clock.due_after)}</strong>
          </p>
        ))}
        {data.unit_suggested && (
          <p>{t('console.effect.unit_suggested', { unit: data.unit_suggested.name })}</p>
        )}
      </div>
    </div>
  );
}

function TransferEffect({ page, authority_id }: { page: PetitionPage; authority_id: string }) {
  const { t, manner } = useWords();
  const { id } = page.petition;
  const { data } = useQuery({
    queryKey: ['petition', id, 'transfer', authority_id],
    queryFn: ({ signal }) => call('preview_transfer', { params: { id }, query: { authority_id }, signal }),
  });
  if (data === undefined) return null;
  const day = (date: string | null) => (date === null ? t('console.clock.no_date') : shortDate(date, manner));
  return (
    <div className="notice">
      <Icon name="clock" />
      <div className="stack-tight">
        <p>{t(`console.effect.transfer_policy.${data.policy}`)}</p>
        {data.clocks.map((clock) => (
          <p key={clock.clock}>
            {clock.name}: {day(clock.due_before)} → <strong>{day(clock.due_after)}</strong>
          </p>
        ))}
        <DaysUsed page={page} />
        {data.citation && <p className="small">{data.citation}</p>}
      </div>
    </div>
  );
}
