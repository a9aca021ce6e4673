import { useQuery } from '@tanstack/react-query';
import { CHANNELS } from '../../../core/cities/settings.ts';
import { visibilities } from '../../../core/petitions/stages.ts';
import type { Catalogue, PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords, type Words } from '../../language/words.ts';
import { RedactText } from '../../parts/RedactText.tsx';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Choices, SelectField, TextArea, TextField, type Option } from '../../ui/Field.tsx';
import { Picker } from '../../ui/Picker.tsx';
import type { FieldName } from './action-forms.ts';
import { MergePicker } from './MergePicker.tsx';
import { PartUnits } from './PartUnits.tsx';

interface Props {
  readonly name: FieldName;
  readonly page: PetitionPage;
  readonly action: PetitionActionName;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const texts: readonly FieldName[] = [
  ...(['reason', 'body', 'reasons', 'means_of_appeal', 'instructions'] as const),
];

/** The control for one input of an action. */
export function ActionField({ name, page, action, value, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const { data: catalogue } = useQuery(catalogueQuery);
  const { petition } = page;
  const label = name === 'body' ? t(bodyLabel(action)) : t(`console.field.${name}`);
  if (name === 'public_description') {
    return <RedactText {...{ label, value, original: petition.description, onChange }} />;
  }
  if (texts.includes(name)) {
    return (
      <TextArea
        {...{ label, value, rows: name === 'reason' ? 2 : 5 }}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  if (name === 'extra') {
    return (
      <TextField
        {...{ label, value, type: 'number', min: 1, help: t('console.field.extra_help') }}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  if (name === 'unit_id') {
    if (action === 'add_part') return <PartUnits {...{ page, value, onChange }} />;
    const isOwn = action === 'transfer_unit';
    return (
      <UnitPicker
        {...{ value, onChange, except: petition.unit.id }}
        {...(isOwn ? { authority_id: petition.authority.id } : {})}
      />
    );
  }
  if (name === 'into') return <MergePicker page={page} value={value} onChange={onChange} />;
  if (name === 'service_id') {
    const services = (catalogue?.services ?? []).filter(
      ({ is_active, code }) => is_active && code !== petition.service.code,
    );
    return (
      <Picker
        {...{ label, value, onChange }}
        options={services.map((one) => ({ value: one.id, label: one.name, words: one.keywords.join(' ') }))}
      />
    );
  }
  if (name === 'cause' || name === 'decision' || name === 'audience') {
    return <Choices {...{ legend: label, name, value, onChange }} options={choicesOf(name, words)} />;
  }
  const options = optionsOf(name, { page, words, catalogue });
  const none = name === 'user_id' ? t('console.nobody') : t('console.choose');
  return (
    <SelectField {...{ label, value, options, none }} onChange={(event) => onChange(event.target.value)} />
  );
}

function bodyLabel(action: PetitionActionName) {
  if (action === 'ask') return 'console.field.question' as const;
  if (action === 'note') return 'console.act.note_text' as const;
  if (action === 'answer_for_citizen') return 'console.field.answer' as const;
  return 'console.field.body' as const;
}

function choicesOf(name: 'cause' | 'decision' | 'audience', { t }: Words): Option[] {
  if (name === 'cause') {
    return (['clarification', 'incomplete'] as const).map((value) => ({
      value,
      label: t(`console.cause.${value}`),
    }));
  }
  if (name === 'audience') {
    return (['citizen', 'public'] as const).map((value) => ({
      value,
      label: t(`console.audience.${value}`),
    }));
  }
  return (['published', 'withheld', 'quarantined'] as const).map((value) => ({
    value,
    label: t(`console.moderation.${value}`),
  }));
}

interface Sources {
  readonly page: PetitionPage;
  readonly words: Words;
  readonly catalogue: Catalogue | undefined;
}

function optionsOf(name: FieldName, { page, words, catalogue }: Sources): Option[] {
  const { t, code } = words;
  switch (name) {
    case 'user_id':
      return (catalogue?.colleagues ?? []).map(({ id, name: person, is_away }) => ({
        value: id,
        label: is_away ? `${person} (${t('console.is_away')})` : person,
      }));
    case 'authority_id':
      return (catalogue?.authorities ?? [])
        .filter(({ id }) => id !== page.petition.authority.id)
        .map(({ id, name: authority }) => ({ value: id, label: authority }));
    case 'clock':
      return page.clocks
        .filter(({ clock, status }) => ['reply', 'resolve'].includes(clock) && status === 'running')
        .map((clock) => ({ value: clock.clock, label: clock.name }));
    case 'priority':
      return (['0', '1', '2'] as const).map((value) => ({
        value,
        label: t(`console.priority.${value}`),
      }));
    case 'visibility':
      return visibilities.map((value) => ({ value, label: code('visibility', value) }));
    case 'channel':
      return CHANNELS.map((value) => ({ value, label: code('channel', value) }));
    case 'assignment_id':
      return page.assignments
        .filter(({ part, ended_at }) => part === 'contributing' && ended_at === null)
        .map(({ id, unit }) => ({ value: id, label: unit.name }));
    default:
      return [];
  }
}
