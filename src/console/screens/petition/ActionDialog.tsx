import type { PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { actionFields, optionalFields, type FieldName } from './action-forms.ts';
import { ActionEffect } from './ActionEffect.tsx';
import { ActionField } from './ActionField.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { useAct } from './use-act.ts';

interface Props {
  readonly page: PetitionPage;
  readonly action: PetitionActionName;
  readonly onClose: () => void;
}

type Draft = Partial<Record<FieldName, string>>;

/** What an action asks, what it will do to the clocks, and the notice it sends; kept until it is done. */
export function ActionDialog({ page, action, onClose }: Props) {
  const { t } = useWords();
  const { petition } = page;
  const act = useAct(page);
  const draft = useDraft<Draft>(`act.${petition.id}.${action}`, startOf(page, action));
  const fields = actionFields[action] ?? [];
  const isMissing = fields.some(
    (name) => !optionalFields.includes(name) && (draft.value[name] ?? '').trim() === '',
  );
  const notice = page.actions.find((one) => one.action === action)?.notice;
  async function send() {
    const done = await act.run(action, inputOf(fields, draft.value));
    if (done === null) return;
    draft.clear({});
    onClose();
  }
  return (
    <DialogBox
      title={`${t(`console.act.${action}`)} · ${petition.folio}`}
      onClose={onClose}
      foot={
        <>
          {notice && <span className="soft small grow">{t('console.petition.notice_goes')}</span>}
          <Button onClick={onClose}>{t('console.cancel')}</Button>
          <Button
            look="primary"
            isBusy={act.isBusy}
            reason={isMissing ? t('console.fill_in') : null}
            onClick={() => void send()}
          >
            {t(act.isConflict ? 'console.petition.do_anyway' : `console.act.${action}`)}
          </Button>
        </>
      }
    >
      {act.isConflict ? (
        <ConflictNotice page={page} />
      ) : (
        act.problem && (
          <p className="notice" data-tone="late" role="alert">
            {act.problem}
          </p>
        )
      )}
      {fields.map((name) => (
        <ActionField
          key={name}
          {...{ name, page, action, value: draft.value[name] ?? '' }}
          onChange={(value) => draft.change({ [name]: value })}
        />
      ))}
      <ActionEffect page={page} action={action} values={draft.value} />
    </DialogBox>
  );
}

function startOf({ petition, assignments, composer }: PetitionPage, action: PetitionActionName): Draft {
  switch (action) {
    case 'set_priority':
      return { priority: String(petition.priority) };
    case 'set_visibility':
      return { visibility: petition.visibility };
    case 'extend':
      return { clock: 'reply' };
    case 'ask':
      return { cause: 'clarification' };
    case 'publish_update':
      return { audience: 'citizen' };
    case 'assign_person':
      return { user_id: petition.assignee?.id ?? '' };
    case 'tacit_withdrawal':
      return { means_of_appeal: composer.means_of_appeal };
    case 'moderate':
      return {
        decision: 'published',
        public_description: petition.public_description ?? petition.description,
      };
    case 'finish_part': {
      const part = assignments.find(
        ({ part: kind, ended_at }) => kind === 'contributing' && ended_at === null,
      );
      return { assignment_id: part?.id ?? '' };
    }
    default:
      return {};
  }
}

const numbers: readonly FieldName[] = ['extra', 'priority'];

function inputOf(fields: readonly FieldName[], values: Draft): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((name): [string, unknown][] => {
      const value = (values[name] ?? '').trim();
      if (name === 'user_id') return [[name, value || null]];
      if (value === '') return [];
      if (name === 'unit_id') return unitsOf(value);
      return [[name, numbers.includes(name) ? Number(value) : value]];
    }),
  );
}

/** One unit; or several, the first of which stands for the action's own name. */
function unitsOf(value: string): [string, unknown][] {
  const [unit_id, ...more] = value.split(',');
  return [['unit_id', unit_id], ...(more.length === 0 ? [] : [['more_unit_ids', more] as [string, unknown]])];
}
