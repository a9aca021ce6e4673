import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SoftphoneGateways } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EditDialog } from './EditDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useSave } from './use-save.ts';

type Exchange = SoftphoneGateways['exchanges'][number];

/** Which exchanges have telephones in browsers, and where browsers reach them. */
export function Softphones() {
  const { t } = useWords();
  const [edited, setEdited] = useState<Exchange | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['softphone-gateways'],
    queryFn: ({ signal }) => call('list_softphone_gateways', { signal }),
  });
  return (
    <>
      <SectionHead title={t('console.admin.section.softphones')} help={t('console.admin.softphones.help')} />
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.exchanges.length === 0 && <NoExchange />}
      {data?.exchanges.map((exchange) => (
        <ExchangeCard key={exchange.id} exchange={exchange} onEdit={() => setEdited(exchange)} />
      ))}
      {edited && <GatewayDialog exchange={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

/** What must be there first, and the way to it for who may set it up. */
function NoExchange() {
  const { t } = useWords();
  const may = useMay()('configuration.edit');
  return (
    <Empty icon="phone" title={t('console.admin.softphones.none')}>
      <p>{t(may ? 'console.admin.softphones.none_first' : 'console.admin.softphones.none_ask')}</p>
      {may && (
        <Link to="/administration/$section" params={{ section: 'telephony' }} search={{}} className="button">
          {t('console.admin.section.telephony')}
        </Link>
      )}
    </Empty>
  );
}

function ExchangeCard({ exchange, onEdit }: { exchange: Exchange; onEdit: () => void }) {
  const { t, count } = useWords();
  const may = useMay();
  const { save, isBusy } = useSave('set_softphone_gateway', { refresh: [['softphone-gateways']] });
  const reason = may('configuration.edit') ? null : t('console.no_permission');
  const isOn = exchange.sip_address !== null && exchange.ari_address !== null;
  return (
    <section className="card stack" aria-label={exchange.name}>
      <h2>{exchange.name}</h2>
      <p>
        {isOn
          ? t('console.admin.softphones.on', { address: exchange.sip_address ?? '' })
          : t('console.admin.softphones.off')}
      </p>
      {isOn && <p className="soft">{count('console.admin.softphones.connected', exchange.connected)}</p>}
      <div className="row">
        <Button icon="note" reason={reason} onClick={onEdit}>
          {t(isOn ? 'console.edit' : 'console.admin.softphones.start')}{' '}
          <span className="visually-hidden">{exchange.name}</span>
        </Button>
        {isOn && (
          <Button
            reason={reason}
            isBusy={isBusy}
            onClick={() => save({ params: { id: exchange.id }, body: { gateway: null } })}
          >
            {t('console.admin.softphones.stop')}
          </Button>
        )}
      </div>
    </section>
  );
}

function GatewayDialog({ exchange, onClose }: { exchange: Exchange; onClose: () => void }) {
  const { t } = useWords();
  const [form, setForm] = useState({
    sip_address: exchange.sip_address ?? '',
    sip_domain: exchange.sip_domain ?? '',
    ari_address: exchange.ari_address ?? '',
    ari_username: exchange.ari_username ?? '',
    ari_secret: '',
  });
  const { save, isBusy, problem } = useSave('set_softphone_gateway', {
    refresh: [['softphone-gateways']],
    done: onClose,
    named: (path) => {
      const name = path.replace('gateway.', '');
      return name in form ? t(`console.admin.softphones.${name as keyof typeof form}`) : undefined;
    },
  });
  const field = (name: keyof typeof form) => ({
    label: t(`console.admin.softphones.${name}`),
    help: t(`console.admin.softphones.${name}_help`),
    value: form[name],
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const gateway = {
    ...form,
    sip_domain: form.sip_domain.trim() === '' ? null : form.sip_domain.trim(),
    ari_secret: form.ari_secret === '' ? null : form.ari_secret,
  };
  return (
    <EditDialog
      {...{ title: exchange.name, isBusy, problem, onClose }}
      onSave={() => save({ params: { id: exchange.id }, body: { gateway } })}
    >
      <TextField {...field('sip_address')} type="url" />
      <TextField {...field('sip_domain')} />
      <TextField {...field('ari_address')} type="url" />
      <TextField {...field('ari_username')} />
      <TextField
        {...field('ari_secret')}
        {...(exchange.ari_address === null && { help: t('console.admin.softphones.ari_secret_first') })}
        type="password"
      />
    </EditDialog>
  );
}
