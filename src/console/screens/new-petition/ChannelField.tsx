import type { Catalogue, Channel } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Choices, TextField } from '../../ui/Field.tsx';
import type { Filing } from './filing.ts';

export interface PartProps {
  readonly filing: Filing;
  readonly catalogue: Catalogue;
  readonly onChange: (part: Partial<Filing>) => void;
}

/** Doors at which a person of the city stands; the others file by themselves. */
const attended: readonly Channel[] = ['phone', 'counter', 'letter', 'whatsapp', 'chat', 'email', 'hearing'];

export function ChannelField({ filing, catalogue, onChange }: PartProps) {
  const { t } = useWords();
  const channels = catalogue.channels.filter(({ code }) => attended.includes(code));
  return (
    <div className="stack">
      <Choices
        {...{ legend: t('console.new.channel'), name: 'channel', value: filing.channel }}
        options={channels.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(channel) => onChange({ channel: channel as Channel })}
      />
      {(filing.channel === 'letter' || filing.channel === 'email') && (
        <TextField
          {...{ label: t('console.new.received_at'), type: 'datetime-local', value: filing.received_at }}
          help={t('console.new.received_help')}
          onChange={(event) => onChange({ received_at: event.target.value })}
        />
      )}
    </div>
  );
}
