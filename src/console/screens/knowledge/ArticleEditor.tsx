import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ArticlePage } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import '../../css/administration.css';
import { useWords } from '../../language/words.ts';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { Picker } from '../../ui/Picker.tsx';
import { EditDialog } from '../administration/EditDialog.tsx';
import { useSave } from '../administration/use-save.ts';
import { ArticleText } from './ArticleText.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import {
  codeOfTitle,
  typedArticle,
  writtenArticle,
  type FieldsProps,
  type TypedArticle,
} from './written-article.ts';

interface Props {
  /** Null: a new one. */
  readonly article: ArticlePage | null;
  /** What somebody asked for, of a new one. */
  readonly title?: string;
  readonly onClose: () => void;
}

const refresh = [['articles'], ['article'], ['found-articles']];

/** Writes an article; what is told stays until the version is published. */
export function ArticleEditor({ article, title = '', onClose }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [typed, setTyped] = useState(() => typedArticle(article?.contents ?? null, title));
  const [unit_id, setUnit] = useState(article?.unit?.id ?? '');
  const [isPreview, setPreview] = useState(false);
  const create = useSave('create_article', {
    refresh,
    done: ({ article_id }) => void navigate({ to: '/knowledge/$id', params: { id: article_id }, search: {} }),
  });
  const edit = useSave('edit_article', { refresh, done: onClose });
  const set = (change: Partial<TypedArticle>) => setTyped((before) => ({ ...before, ...change }));
  const unit = catalogue?.units.find(({ id }) => id === unit_id);
  function save() {
    const owner = { unit_id: unit?.id ?? null, authority_id: unit?.authority_id ?? null };
    const contents = writtenArticle(typed);
    if (article === null) create.save({ body: { ...owner, contents, code: codeOfTitle(typed.title) } });
    else edit.save({ params: { id: article.id }, body: { ...owner, contents, version: article.version } });
  }
  const missing = typed.title.trim() === '' || typed.summary.trim() === '';
  return (
    <EditDialog
      title={article === null ? t('console.knowledge.new') : article.title}
      isBusy={create.isBusy || edit.isBusy}
      problem={create.problem ?? edit.problem}
      reason={missing ? t('console.fill_in') : null}
      action={t('console.knowledge.save_draft')}
      onClose={onClose}
      onSave={save}
    >
      <div className="wide">
        <Button icon={isPreview ? 'note' : 'eye'} onClick={() => setPreview(!isPreview)}>
          {t(isPreview ? 'console.knowledge.go_on' : 'console.knowledge.preview')}
        </Button>
      </div>
      {isPreview ? (
        <div className="wide card stack">
          <h3>{typed.title}</h3>
          <ArticleText contents={writtenArticle(typed)} />
        </div>
      ) : (
        <>
          <MainFields typed={typed} set={set} />
          <div className="wide">
            <UnitPicker label={t('console.knowledge.owner')} value={unit_id} onChange={setUnit} />
          </div>
          <ServiceFields typed={typed} set={set} />
          <PlaceFields typed={typed} set={set} />
        </>
      )}
    </EditDialog>
  );
}

const longTexts = ['steps', 'requirements', 'keywords'] as const;
const shortTexts = ['cost', 'hours', 'legal_basis'] as const;
const days = ['valid_from', 'valid_until', 'review_on'] as const;

function MainFields({ typed, set }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <div className="wide">
        <TextField
          {...{ label: t('console.knowledge.field.title'), value: typed.title, maxLength: 160 }}
          onChange={({ target }) => set({ title: target.value })}
        />
      </div>
      <div className="wide">
        <TextArea
          {...{ label: t('console.knowledge.field.summary'), value: typed.summary, rows: 2, maxLength: 240 }}
          help={t('console.knowledge.summary_help')}
          onChange={({ target }) => set({ summary: target.value })}
        />
      </div>
      {longTexts.map((field) => (
        <div className="wide" key={field}>
          <TextArea
            {...{ label: t(`console.knowledge.field.${field}`), value: typed[field], rows: 4 }}
            help={t(`console.knowledge.help.${field}`)}
            onChange={({ target }) => set({ [field]: target.value })}
          />
        </div>
      ))}
      {shortTexts.map((field) => (
        <TextField
          key={field}
          {...{ label: t(`console.knowledge.field.${field}`), value: typed[field], maxLength: 300 }}
          onChange={({ target }) => set({ [field]: target.value })}
        />
      ))}
      {days.map((field) => (
        <TextField
          key={field}
          {...{ type: 'date', label: t(`console.knowledge.field.${field}`), value: typed[field] }}
          onChange={({ target }) => set({ [field]: target.value })}
        />
      ))}
      <SelectField
        label={t('console.knowledge.field.audience')}
        value={typed.audience}
        options={[
          { value: 'public', label: t('console.knowledge.everybody') },
          { value: 'staff', label: t('console.knowledge.staff_only') },
        ]}
        onChange={({ target }) => set({ audience: target.value === 'staff' ? 'staff' : 'public' })}
      />
    </>
  );
}

function ServiceFields({ typed, set }: FieldsProps) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const services = catalogue?.services ?? [];
  const nameOf = (code: string) => services.find((service) => service.code === code)?.name ?? code;
  return (
    <div className="wide stack-tight">
      <SelectField
        {...{ label: t('console.knowledge.field.hours_of'), value: typed.hours_of, none: t('console.none') }}
        options={(catalogue?.channels ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={({ target }) => set({ hours_of: target.value })}
      />
      <Picker
        {...{ label: t('console.knowledge.field.services'), value: '' }}
        placeholder={t('console.choose')}
        options={services
          .filter(({ code }) => !typed.services.includes(code))
          .map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(code) => code !== '' && set({ services: [...typed.services, code] })}
      />
      <div className="row wrap">
        {typed.services.map((code) => (
          <Button
            key={code}
            icon="close"
            aria-label={t('console.knowledge.remove', { name: nameOf(code) })}
            onClick={() => set({ services: typed.services.filter((one) => one !== code) })}
          >
            {nameOf(code)}
          </Button>
        ))}
      </div>
    </div>
  );
}
