import { useState } from 'react';
import type { TelephonySettings } from '../../../api.generated.ts';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { EditDialog } from '../../administration/EditDialog.tsx';
import { useSave } from '../../administration/use-save.ts';

interface Props {
  readonly data: TelephonySettings;
  /** Empty: somebody who has none yet. */
  readonly user_id: string;
  readonly onClose: () => void;
}
const refresh = [['telephony-settings'], ['telephone'], ['softphone']];

/** Who has which extension; an empty one takes it away. */
export function ExtensionDialog({ data, user_id: given, onClose }: Props) {
  const { t } = useWords();
  const may = useMay();
  const own = data.extensions.find(({ user_id }) => user_id === given);
  const [user_id, setUser] = useState(given);
  const [exchange_id, setExchange] = useState(own?.exchange_id ?? data.exchanges[0]!.id);
  const [extension, setExtension] = useState(own?.extension ?? '');
  const [name, setName] = useState(own?.interface ?? '');
  const write = useSave('set_extension', {
    ...{ refresh, done: onClose },
    named: (field) =>
      field === 'extension' || field === 'interface'
        ? t(`console.telephony.${field}`)
        : t('console.telephony.person'),
  });
  const asOptions = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name: label }) => ({ value: id, label }));
  return (
    <EditDialog
      title={own?.name ?? t('console.telephony.new_extension')}
      isBusy={write.isBusy}
      problem={write.problem}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={() =>
        write.save({
          body: { exchange_id, user_id, extension: extension.trim() || null, interface: name.trim() || null },
        })
      }
    >
      {own === undefined && (
        <SelectField
          {...{ label: t('console.telephony.person'), value: user_id, none: t('console.choose') }}
          options={asOptions(data.people)}
          onChange={(event) => setUser(event.target.value)}
        />
      )}
      <SelectField
        {...{ label: t('console.telephony.exchange'), value: exchange_id }}
        options={asOptions(data.exchanges)}
        onChange={(event) => setExchange(event.target.value)}
      />
      <TextField
        {...{ label: t('console.telephony.extension'), value: extension, inputMode: 'numeric' }}
        help={t('console.telephony.extension_help')}
        onChange={(event) => setExtension(event.target.value)}
      />
      <TextField
        {...{ label: t('console.telephony.interface'), value: name }}
        help={t('console.telephony.interface_help')}
        onChange={(event) => setName(event.target.value)}
      />
    </EditDialog>
  );
}
