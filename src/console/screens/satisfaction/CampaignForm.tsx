import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MOST_QUESTIONS, STRATA } from '../../../core/satisfaction/campaign.ts';
import { REMIND_DAYS } from '../../../core/satisfaction/campaign-reminder.ts';
import type { Campaign, NewCampaign } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Choices, SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { QuestionFields, type WrittenQuestion } from './QuestionFields.tsx';

type Draft = Omit<NewCampaign, 'questions'> & { readonly questions: readonly WrittenQuestion[] };
const blank: WrittenQuestion = { kind: 'scale', text: '', options: [], required: true };
const nothing: Draft = {
  ...{ authority_id: null, title: '', purpose: '', population: 'closings', strata_by: 'channel' },
  ...{ closed_from: null, closed_until: null, service_id: null, channel: null },
  ...{ margin: 5, expected_response: 30, minimum: 10, remind_after_days: 3, questions: [blank] },
};

/** What can be written anew of a campaign. */
function writtenIn(campaign: Campaign): Draft {
  const { authority_id, title, purpose, population, strata_by, closed_from, closed_until } = campaign;
  const { service_id, channel, margin, expected_response, minimum, remind_after_days } = campaign;
  return {
    ...{ authority_id, title, purpose, population, strata_by, closed_from, closed_until },
    ...{ service_id, channel, margin, expected_response, minimum },
    remind_after_days,
    questions: campaign.questions.map(({ kind, text, options, required }) => ({
      kind,
      text,
      options: [...options],
      required,
    })),
  };
}

const { least, most } = REMIND_DAYS;
const remind_days = Array.from({ length: most - least + 1 }, (_, at) => least + at);

interface Props {
  /** The one that is written anew; a new one where there is none. */
  readonly campaign?: Campaign;
  readonly onClose: () => void;
}

/** A campaign as it is written down: what for, what is asked, and of whom. */
export function CampaignForm({ campaign, onClose }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(campaign === undefined ? nothing : writtenIn(campaign));
  const { questions } = draft;
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const make = useWrite('make_campaign', {
    refresh: [['campaigns']],
    done: ({ campaign_id }) => void navigate({ to: '/campaigns/$id', params: { id: campaign_id } }),
  });
  const change = useWrite('change_campaign', {
    refresh: [['campaigns'], ...(campaign === undefined ? [] : [['campaign', campaign.id]])],
    done: () => {
      announce({ text: t('console.saved') });
      onClose();
    },
  });
  const keep = () => {
    const body = { ...draft, questions: questions.map((one) => ({ ...one })) };
    if (campaign === undefined) make.mutate({ body });
    else change.mutate({ params: { id: campaign.id }, body: { ...body, version: campaign.version } });
  };
  const missing =
    draft.title.trim() === '' ||
    draft.purpose.trim() === '' ||
    questions.some(({ text }) => text.trim() === '') ||
    (draft.population === 'closings' && (draft.closed_from === null || draft.closed_until === null));
  return (
    <DialogBox
      title={t(campaign === undefined ? 'console.campaign.new' : 'console.campaign.change')}
      width="wide"
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={make.isPending || change.isPending}
          reason={missing ? t('console.campaign.missing') : null}
          onClick={keep}
        >
          {t('console.campaign.keep')}
        </Button>
      }
    >
      <div className="stack">
        {campaign?.state === 'drawn' && <p className="soft">{t('console.campaign.change_undraws')}</p>}
        <TextField
          label={t('console.campaign.title')}
          maxLength={160}
          value={draft.title}
          onChange={(event) => set({ title: event.target.value })}
        />
        <TextArea
          label={t('console.campaign.purpose')}
          help={t('console.campaign.purpose_help')}
          rows={2}
          maxLength={1000}
          value={draft.purpose}
          onChange={(event) => set({ purpose: event.target.value })}
        />
        {questions.map((question, at) => (
          <QuestionFields
            // oxlint-disable-next-line no-array-index-key -- a question is its place
            key={at}
            {...{ question, at, isOnly: questions.length === 1 }}
            onChange={(next) => set({ questions: questions.with(at, next) })}
            onRemove={() => set({ questions: questions.toSpliced(at, 1) })}
          />
        ))}
        <Button
          icon="plus"
          reason={questions.length >= MOST_QUESTIONS ? t('console.campaign.most_questions') : null}
          onClick={() => set({ questions: [...questions, { ...blank, required: false }] })}
        >
          {t('console.campaign.add_question')}
        </Button>
        <WhoIsAsked draft={draft} set={set} />
      </div>
    </DialogBox>
  );
}

function WhoIsAsked({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { t, count } = useWords();
  const { data } = useQuery(catalogueQuery);
  const named = (items: readonly { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const orNull = (text: string) => (text === '' ? null : text);
  const number = (
    name: 'margin' | 'expected_response' | 'minimum',
    [min, max]: readonly [number, number],
  ) => (
    <TextField
      label={t(`console.campaign.${name}`)}
      type="number"
      min={min}
      max={max}
      value={String(draft[name] ?? '')}
      onChange={(event) => set({ [name]: Number(event.target.value) })}
    />
  );
  return (
    <>
      <Choices
        legend={t('console.campaign.population')}
        name="population"
        value={draft.population}
        options={(['closings', 'everybody'] as const).map((value) => ({
          value,
          label: t(`console.campaign.populations.${value}`),
        }))}
        onChange={(value) => set({ population: value as Draft['population'] })}
      />
      <SelectField
        label={t('console.satisfaction.by.authority')}
        none={t('console.campaign.whole_city')}
        options={named(data?.authorities)}
        value={draft.authority_id ?? ''}
        onChange={(event) => set({ authority_id: orNull(event.target.value) })}
      />
      {draft.population === 'closings' && (
        <div className="figure-filter">
          <TextField
            type="date"
            label={t('console.campaign.closed_from')}
            value={draft.closed_from ?? ''}
            onChange={(event) => set({ closed_from: orNull(event.target.value) })}
          />
          <TextField
            type="date"
            label={t('console.campaign.closed_until')}
            value={draft.closed_until ?? ''}
            onChange={(event) => set({ closed_until: orNull(event.target.value) })}
          />
          <SelectField
            label={t('console.satisfaction.by.service')}
            none={t('console.all')}
            options={named(data?.services)}
            value={draft.service_id ?? ''}
            onChange={(event) => set({ service_id: orNull(event.target.value) })}
          />
          <SelectField
            label={t('console.campaign.strata_by')}
            options={STRATA.map((value) => ({ value, label: t(`console.campaign.strata.${value}`) }))}
            value={draft.strata_by ?? 'none'}
            onChange={(event) => set({ strata_by: event.target.value as NonNullable<Draft['strata_by']> })}
          />
          {number('margin', [1, 20])}
          {number('expected_response', [1, 100])}
          {number('minimum', [0, 1000])}
          <SelectField
            label={t('console.campaign.remind')}
            none={t('console.campaign.remind_never')}
            options={remind_days.map((days) => ({
              value: String(days),
              label: count('console.campaign.remind_days', days),
            }))}
            value={draft.remind_after_days == null ? '' : String(draft.remind_after_days)}
            onChange={({ target }) =>
              set({ remind_after_days: target.value === '' ? null : Number(target.value) })
            }
          />
        </div>
      )}
    </>
  );
}
