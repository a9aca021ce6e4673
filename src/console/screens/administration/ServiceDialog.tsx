import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlaceClass, Question, ServiceInfo, Visibility } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Check, SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { EditDialog } from './EditDialog.tsx';
import { PublishedAs } from './PublishedAs.tsx';
import { QuestionsEditor } from './QuestionsEditor.tsx';
import { useSave } from './use-save.ts';

const refresh = [['services']];
const listed = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** What an edit is taken back with: everything as it was, on the version that the edit made. */
const asItWas = ({ id, code: _code, position: _position, ...before }: ServiceInfo, version: number) => ({
  params: { id },
  body: { ...before, version },
});

/** A service, new or edited, with its everyday words and its own questions. */
export function ServiceDialog({ service, onClose }: { service: ServiceInfo | null; onClose: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [text, setText] = useState({
    code: service?.code ?? '',
    name: service?.name ?? '',
    description: service?.description ?? '',
    group_code: service?.group_code ?? '',
    kind_code: service?.kind_code ?? '',
    keywords: service?.keywords.join(', ') ?? '',
    emergency_words: service?.emergency_words.join(', ') ?? '',
    location: service?.location ?? 'optional',
    visibility: service?.visibility ?? '',
    place_class: service?.place_class ?? '',
    notice: service?.notice ?? '',
  });
  const [questions, setQuestions] = useState<readonly Question[]>(service?.questions ?? []);
  const [switches, setSwitches] = useState<Switched>({
    asks_if_it_lasts: service?.asks_if_it_lasts ?? false,
    is_active: service?.is_active ?? true,
  });
  const create = useSave('create_service', { refresh, done: onClose });
  const revert = useSave('edit_service', { refresh });
  const edit = useSave('edit_service', {
    ...{ refresh, done: onClose },
    undo: ({ version }) => service && revert.save(asItWas(service, version)),
  });
  const set = (name: keyof typeof text) => (event: { target: { value: string } }) =>
    setText({ ...text, [name]: event.target.value });
  function save() {
    const { code, ...rest } = text;
    const body = {
      ...rest,
      ...{ questions, ...switches },
      location: text.location as 'optional',
      keywords: listed(text.keywords),
      emergency_words: listed(text.emergency_words),
      group_code: text.group_code || null,
      visibility: (text.visibility || null) as Visibility | null,
      place_class: (text.place_class || null) as PlaceClass | null,
      notice: text.notice || null,
    };
    if (service === null) create.save({ body: { ...body, code } });
    else edit.save({ params: { id: service.id }, body: { ...body, version: service.version } });
  }
  const named = (items: readonly { code: string; name: string }[] | undefined) =>
    (items ?? []).map((one) => ({ value: one.code, label: one.name }));
  return (
    <EditDialog
      title={service?.name ?? t('console.admin.service.new')}
      isBusy={create.isBusy || edit.isBusy}
      problem={create.problem ?? edit.problem}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onClose={onClose}
      onSave={save}
    >
      <TextField {...{ label: t('console.admin.name'), value: text.name }} onChange={set('name')} />
      {service === null ? (
        <TextField
          {...{ label: t('console.admin.code'), value: text.code, help: t('console.admin.code_help') }}
          onChange={set('code')}
        />
      ) : (
        <SelectField
          {...{ label: t('console.admin.service.location_label'), value: text.location }}
          options={(['required', 'optional', 'none'] as const).map((value) => ({
            value,
            label: t(`console.admin.service.location.${value}`),
          }))}
          onChange={set('location')}
        />
      )}
      <div className="wide">
        <TextArea
          {...{ label: t('console.admin.description'), value: text.description }}
          onChange={set('description')}
        />
      </div>
      <SelectField
        {...{ label: t('console.filter.kind'), value: text.kind_code, none: t('console.choose') }}
        options={named(catalogue?.kinds)}
        onChange={set('kind_code')}
      />
      <SelectField
        {...{ label: t('console.admin.service.group'), value: text.group_code, none: t('console.none') }}
        options={named(catalogue?.groups)}
        onChange={set('group_code')}
      />
      <TextArea
        {...{ label: t('console.admin.service.keywords'), value: text.keywords }}
        help={t('console.admin.service.keywords_help')}
        onChange={set('keywords')}
      />
      <TextArea
        {...{ label: t('console.admin.service.emergency'), value: text.emergency_words }}
        help={t('console.admin.service.emergency_help')}
        onChange={set('emergency_words')}
      />
      <PublishedAs
        visibility={text.visibility as Visibility | ''}
        place_class={text.place_class as PlaceClass | ''}
        kind={catalogue?.kinds.find(({ code }) => code === text.kind_code)}
        onChange={(chosen) => setText({ ...text, ...chosen })}
      />
      <TextField
        {...{ label: t('console.admin.service.notice'), value: text.notice }}
        onChange={set('notice')}
      />
      <div className="wide">
        <QuestionsEditor questions={questions} onChange={setQuestions} />
      </div>
      <Switches {...switches} onChange={(next) => setSwitches({ ...switches, ...next })} />
    </EditDialog>
  );
}

interface Switched {
  readonly asks_if_it_lasts: boolean;
  readonly is_active: boolean;
}

function Switches({
  asks_if_it_lasts,
  is_active,
  onChange,
}: Switched & { onChange: (next: Partial<Switched>) => void }) {
  const { t } = useWords();
  return (
    <>
      <div className="wide">
        <Check
          label={t('console.admin.service.asks_if_it_lasts')}
          checked={asks_if_it_lasts}
          onChange={(event) => onChange({ asks_if_it_lasts: event.target.checked })}
        />
      </div>
      <div className="wide">
        <Check
          label={t('console.admin.is_active')}
          checked={is_active}
          onChange={(event) => onChange({ is_active: event.target.checked })}
        />
      </div>
    </>
  );
}
