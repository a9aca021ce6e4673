import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TelephonySettings } from '../../../api.generated.ts';
import { catalogueQuery } from '../../../api/reads.ts';
import { useMay } from '../../../api/session.ts';
import { useWords } from '../../../language/words.ts';
import { Check, SelectField, TextArea, TextField } from '../../../ui/Field.tsx';
import { EditDialog } from '../../administration/EditDialog.tsx';
import { useSave } from '../../administration/use-save.ts';

type Exchange = TelephonySettings['exchanges'][number];
const refresh = [['telephony-settings'], ['telephone']];
const lines = ['name', 'host', 'port', 'username', 'secret', 'dial_context'] as const;
type Line = (typeof lines)[number];

function linesOf(exchange: Exchange | null): Record<Line, string> {
  return {
    ...{ name: exchange?.name ?? '', host: exchange?.host ?? '', port: String(exchange?.port ?? 5038) },
    ...{ username: exchange?.username ?? 'atiende', secret: '' },
    dial_context: exchange?.dial_context ?? 'atiende-salida',
  };
}

/** Where the exchange is and how to speak with it. Its secret is written here and never shown. */
export function ExchangeDialog({ exchange, onClose }: { exchange: Exchange | null; onClose: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const authorities = catalogue?.authorities ?? [];
  const [chosen, setAuthority] = useState(exchange?.authority_id ?? '');
  const authority_id = chosen === '' ? (authorities[0]?.id ?? '') : chosen;
  const [values, setValues] = useState(() => linesOf(exchange));
  const [is_tls, setTls] = useState(exchange?.is_tls ?? false);
  const [tls_certificate, setCertificate] = useState(exchange?.tls_certificate ?? '');
  const [is_enabled, setEnabled] = useState(exchange?.is_enabled ?? true);
  const write = useSave('save_exchange', {
    ...{ refresh, done: onClose },
    named: (field) =>
      field === 'tls_certificate'
        ? t('console.telephony.tls_certificate')
        : lines.includes(field as Line)
          ? t(`console.telephony.${field as Line}`)
          : undefined,
  });
  function save() {
    const { port, secret, ...rest } = values;
    const given = {
      ...{ ...rest, secret: secret || null, port: Number(port), authority_id, is_tls, is_enabled },
      tls_certificate: tls_certificate || null,
    };
    write.save({ body: { exchange_id: exchange?.id ?? null, ...given } });
  }
  return (
    <EditDialog
      title={exchange?.name ?? t('console.telephony.new_exchange')}
      isBusy={write.isBusy}
      problem={write.problem}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={save}
    >
      <SelectField
        {...{ label: t('console.filter.authority'), value: authority_id }}
        options={authorities.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setAuthority(event.target.value)}
      />
      {lines.map((name) => (
        <TextField
          key={name}
          {...{ label: t(`console.telephony.${name}`), value: values[name] }}
          {...(name === 'secret'
            ? { type: 'password', autoComplete: 'new-password', help: t('console.telephony.secret_help') }
            : {})}
          {...(name === 'port' ? { inputMode: 'numeric' as const } : {})}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      <div className="wide stack-tight">
        <Check
          label={t('console.telephony.is_tls')}
          checked={is_tls}
          onChange={(event) => setTls(event.target.checked)}
        />
        {is_tls && (
          <TextArea
            {...{ label: t('console.telephony.tls_certificate'), rows: 4, spellCheck: false }}
            {...{ help: t('console.telephony.tls_certificate_help'), value: tls_certificate }}
            onChange={(event) => setCertificate(event.target.value)}
          />
        )}
        <Check
          label={t('console.telephony.is_enabled')}
          checked={is_enabled}
          onChange={(event) => setEnabled(event.target.checked)}
        />
      </div>
    </EditDialog>
  );
}
