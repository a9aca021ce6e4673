import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usualRules } from '../../../core/turns/office.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { EditDialog } from '../administration/EditDialog.tsx';
import { useSave } from '../administration/use-save.ts';

/** A new office begins with one line and one counter; the rest is edited afterwards. */
export function NewOfficeButton({ onMade }: { onMade: (id: string) => void }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t('console.turns.new_office')}
      </Button>
      {isOpen && (
        <NewOffice
          onClose={() => setOpen(false)}
          onMade={(id) => {
            setOpen(false);
            onMade(id);
          }}
        />
      )}
    </>
  );
}

function NewOffice({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [authority_id, setAuthority] = useState('');
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('create_office', {
    refresh: [['offices']],
    done: ({ office_id }) => onMade(office_id),
  });
  const first = { is_active: true, lines: [] };
  const settings = {
    ...{ ...usualRules, hours: null, priorities: [] },
    appointments: { ...usualRules.appointments },
    lines: [
      {
        ...{ code: 'general', name: t('console.turns.first_line'), prefix: 'A', minutes: 10 },
        ...{ service_codes: [], is_active: true },
      },
    ],
    counters: [{ code: '1', name: t('console.turns.first_counter'), ...first }],
  };
  return (
    <EditDialog
      {...{ title: t('console.turns.new_office'), isBusy, problem, onClose }}
      onSave={() => save({ body: { authority_id, code, name, address: null, settings } })}
    >
      <SelectField
        {...{ label: t('console.filter.authority'), value: authority_id, none: t('console.choose') }}
        options={(catalogue?.authorities ?? []).map((one) => ({ value: one.id, label: one.name }))}
        onChange={(event) => setAuthority(event.target.value)}
      />
      <TextField
        {...{ label: t('console.admin.code'), value: code, help: t('console.admin.code_help') }}
        onChange={(event) => setCode(event.target.value)}
      />
      <TextField
        {...{ label: t('console.turns.name'), value: name }}
        onChange={(event) => setName(event.target.value)}
      />
    </EditDialog>
  );
}
