import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OfficePage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useSave } from '../administration/use-save.ts';
import { CountersEditor, HoursEditor, LinesEditor, PrioritiesEditor } from './RowEditors.tsx';
import { RulesEditor } from './RulesEditor.tsx';
import type { OfficeKnown } from './office-known.ts';

/** What an office decides. What was typed stays when the server says no. */
export function OfficeSettings({ office }: { office: OfficeKnown }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['office', office.id],
    queryFn: ({ signal }) => call('get_office', { params: { id: office.id }, signal }),
  });
  if (isPending) return <Waiting />;
  // What was read stays, with what was typed, where only reading it again did not go well.
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Form key={data.version} office={data} />;
}

function Form({ office }: { office: OfficePage }) {
  const { t } = useWords();
  const [name, setName] = useState(office.name);
  const [address, setAddress] = useState(office.address ?? '');
  const [is_active, setActive] = useState(office.is_active);
  const [settings, setSettings] = useState(office.settings);
  const refresh = [['offices'], ['office', office.id], ['counter-line', office.id]];
  const { save, isBusy, problem } = useSave('edit_office', { refresh });
  const change = (part: Partial<typeof settings>) => setSettings({ ...settings, ...part });
  return (
    <form
      className="turns-settings"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { version: office.version, name, address: address.trim() || null, is_active, settings };
        if (office.may_edit) save({ params: { id: office.id }, body });
      }}
    >
      {problem && (
        <p className="notice" data-tone="late" role="alert">
          {problem}
        </p>
      )}
      <TextField
        {...{ label: t('console.turns.name'), value: name, maxLength: 200 }}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        {...{ label: t('console.turns.address'), value: address, maxLength: 300 }}
        onChange={(event) => setAddress(event.target.value)}
      />
      <Check
        {...{ label: t('console.turns.is_active'), checked: is_active }}
        onChange={(event) => setActive(event.target.checked)}
      />
      <LinesEditor {...{ settings, change }} />
      <CountersEditor {...{ settings, change }} />
      <PrioritiesEditor {...{ settings, change }} />
      <HoursEditor {...{ settings, change }} />
      <RulesEditor {...{ settings, change }} />
      <div className="row">
        <Button
          type="submit"
          look="primary"
          isBusy={isBusy}
          reason={office.may_edit ? null : t('console.no_permission')}
        >
          {t('console.save')}
        </Button>
      </div>
    </form>
  );
}
