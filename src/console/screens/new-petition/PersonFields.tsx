import type { Identity } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Check, Choices, SelectField, TextField } from '../../ui/Field.tsx';
import type { PartProps } from './ChannelField.tsx';
import type { Filing } from './filing.ts';
import { PersonLookup } from './PersonLookup.tsx';

/** Who asks: found while typing, or new; or nobody, or somebody whose name stays reserved. */
export function PersonFields(props: PartProps) {
  const { filing, onChange } = props;
  const { t, code } = useWords();
  return (
    <section className="stack" aria-labelledby="who-title">
      <h2 id="who-title">{t('console.new.who')}</h2>
      <Choices
        {...{ legend: t('console.new.identity'), name: 'identity', value: filing.identity }}
        options={(['named', 'anonymous', 'reserved'] as const).map((value) => ({
          value,
          label: code('identity', value),
        }))}
        onChange={(identity) => onChange({ identity: identity as Identity })}
      />
      {filing.identity !== 'anonymous' && <Contact {...props} />}
    </section>
  );
}

function Contact({ filing, catalogue, onChange }: PartProps) {
  const { t } = useWords();
  const set = (name: keyof Filing) => (event: { target: { value: string } }) =>
    onChange({ [name]: event.target.value, ...(name === 'name' ? { person_id: '' } : {}) });
  const { document_number } = catalogue;
  return (
    <>
      <div className="filing-grid">
        <TextField
          {...{ label: t('console.new.phone'), type: 'tel', value: filing.phone, autoComplete: 'off' }}
          onChange={set('phone')}
        />
        <TextField
          {...{ label: t('console.new.name'), value: filing.name, autoComplete: 'off' }}
          onChange={set('name')}
        />
        <TextField
          {...{ label: t('console.new.email'), type: 'email', value: filing.email, autoComplete: 'off' }}
          onChange={set('email')}
        />
      </div>
      <PersonLookup filing={filing} onChange={onChange} />
      <details>
        <summary>{t('console.new.more_of_person')}</summary>
        <div className="filing-grid">
          <TextField
            {...{ label: document_number?.label ?? t('console.new.document'), value: filing.document }}
            placeholder={document_number?.example ?? ''}
            onChange={set('document')}
          />
          <TextField
            {...{ label: t('console.new.address'), value: filing.address }}
            onChange={set('address')}
          />
          <SelectField
            {...{
              label: t('console.new.notify_by'),
              value: filing.notify_by,
              none: t('console.new.as_given'),
            }}
            options={(['email', 'phone', 'letter', 'whatsapp', 'none'] as const).map((value) => ({
              value,
              label: t(`console.notify_by.${value}`),
            }))}
            onChange={set('notify_by')}
          />
          <SelectField
            {...{
              label: t('console.new.behalf'),
              value: filing.behalf_kind,
              none: t('console.new.behalf_none'),
            }}
            options={(['person', 'minor', 'organisation'] as const).map((value) => ({
              value,
              label: t(`console.new.behalf_kind.${value}`),
            }))}
            onChange={set('behalf_kind')}
          />
          {filing.behalf_kind !== '' && (
            <>
              <TextField
                {...{ label: t('console.new.behalf_name'), value: filing.behalf_name }}
                onChange={set('behalf_name')}
              />
              <TextField
                {...{ label: t('console.new.behalf_relation'), value: filing.behalf_relation }}
                onChange={set('behalf_relation')}
              />
            </>
          )}
          {catalogue.priority_groups.length > 0 && (
            <SelectField
              {...{
                label: t('console.new.priority_group'),
                value: filing.priority_group,
                none: t('console.none'),
              }}
              options={catalogue.priority_groups.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={set('priority_group')}
            />
          )}
          <UnitPicker
            label={t('console.new.named_unit')}
            value={filing.named_unit_id}
            onChange={(named_unit_id) => onChange({ named_unit_id })}
          />
        </div>
        <Check
          label={t('console.new.is_organisation')}
          checked={filing.is_organisation}
          onChange={(event) => onChange({ is_organisation: event.target.checked })}
        />
      </details>
    </>
  );
}
