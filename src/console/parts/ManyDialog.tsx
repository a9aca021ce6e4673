import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PetitionRow } from '../api.generated.ts';
import { catalogueQuery } from '../api/reads.ts';
import { useWords } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { DialogBox } from '../ui/DialogBox.tsx';
import { SelectField, TextArea } from '../ui/Field.tsx';
import type { ManyAction } from './many-actions.ts';
import { UnitPicker } from './UnitPicker.tsx';

interface Props {
  readonly action: ManyAction;
  readonly petitions: readonly PetitionRow[];
  readonly onClose: () => void;
  readonly onRun: (input: Record<string, unknown>) => void;
}

/** What an action on many needs to know before it begins. */
export function ManyDialog({ action, petitions, onClose, onRun }: Props) {
  const { t, count } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [target, setTarget] = useState('');
  const [text, setText] = useState('');
  const isMissing =
    (action !== 'assign_person' && text.trim() === '') ||
    (action !== 'note' && action !== 'assign_person' && target === '');
  const input: Record<string, unknown> =
    action === 'note'
      ? { body: text }
      : action === 'assign_person'
        ? { user_id: target || null }
        : action === 'set_priority'
          ? { priority: Number(target), reason: text }
          : { unit_id: target, reason: text };
  return (
    <DialogBox
      title={`${t(`console.act.${action}`)} · ${count('console.many.chosen', petitions.length)}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('console.cancel')}</Button>
          <Button
            look="primary"
            reason={isMissing ? t('console.fill_in') : null}
            onClick={() => onRun(input)}
          >
            {t(`console.act.${action}`)}
          </Button>
        </>
      }
    >
      {action === 'assign_person' && (
        <SelectField
          {...{ label: t('console.act.person'), value: target, none: t('console.nobody') }}
          options={(catalogue?.colleagues ?? []).map(({ id, name, is_away }) => ({
            value: id,
            label: is_away ? `${name} (${t('console.is_away')})` : name,
          }))}
          onChange={(event) => setTarget(event.target.value)}
        />
      )}
      {action === 'transfer_unit' && <UnitPicker value={target} onChange={setTarget} />}
      {action === 'set_priority' && (
        <SelectField
          {...{ label: t('console.act.priority'), value: target, none: t('console.choose') }}
          options={([0, 1, 2] as const).map((level) => ({
            value: String(level),
            label: t(`console.priority.${level}`),
          }))}
          onChange={(event) => setTarget(event.target.value)}
        />
      )}
      {action !== 'assign_person' && (
        <TextArea
          {...{ label: t(action === 'note' ? 'console.act.note_text' : 'console.act.reason'), value: text }}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </DialogBox>
  );
}
