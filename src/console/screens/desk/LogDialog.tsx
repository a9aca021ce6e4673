import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Manner } from '../../../core/language/format.ts';
import type { Channel } from '../../api.generated.ts';
import { call, type ApiError } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { instantFromWall, onTheWall } from '../../language/wall-clock.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { deskWordsQuery } from './desk-words.ts';

const minute_ms = 60_000;

/** One that is over already: from paper, from memory, from a day without a network. */
export function LogButton() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="note" onClick={() => setOpen(true)}>
        {t('console.desk.after')}
      </Button>
      {isOpen && <LogDialog onClose={() => setOpen(false)} />}
    </>
  );
}

const usual_minutes = 5;

/** By the clock on the wall of the city, as the field wants it: when it began if it is only just over. */
const justBefore = (manner: Manner): string =>
  onTheWall(new Date(Date.now() - usual_minutes * minute_ms).toISOString(), manner);

const emptyLog = (manner: Manner) => ({
  ...{ id: uniqueKey(), channel: 'phone', at: justBefore(manner), minutes: String(usual_minutes) },
  ...{ kind: 'information', wrap_up: 'answered', folio: '', answer: '' },
});

function LogDialog({ onClose }: { onClose: () => void }) {
  const speech = useWords();
  const { t, manner } = speech;
  const { data: words } = useQuery(deskWordsQuery);
  const { data: catalogue } = useQuery(catalogueQuery);
  const [fresh] = useState(() => emptyLog(manner));
  // What was typed survives a network that drops and a reload; sent again, it is the same one.
  const draft = useDraft('desk.log', fresh);
  const given = draft.value;
  const [problem, setProblem] = useState<string | null>(null);
  const log = useWrite('log_interaction', {
    refresh: [['interactions'], ['person']],
    done: () => {
      draft.clear();
      announce({ text: t('console.desk.recorded') });
      onClose();
    },
    failed: (error) => {
      // It arrived, and only the answer was lost.
      if (error.code === 'interaction_over') {
        draft.clear();
        onClose();
        return true;
      }
      setProblem(sentenceOf(error, speech));
      return true;
    },
  });
  const set = (name: keyof typeof given) => (event: { target: { value: string } }) =>
    draft.change({ [name]: event.target.value });
  const asOptions = (list: readonly { code: string; name: string }[] = []) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const send = async () => {
    const folio = given.folio.trim();
    const found = folio === '' ? null : (await call('look_up_at_desk', { query: { q: folio } })).folio;
    if (folio !== '' && found === null) return setProblem(t('console.desk.no_such_folio'));
    const started_at = instantFromWall(given.at, manner);
    const ended_ms = Date.parse(started_at) + Number(given.minutes) * minute_ms;
    log.mutate({
      body: {
        ...{ interaction_id: given.id, channel: given.channel as Channel, kind: given.kind },
        ...{ wrap_up: given.wrap_up, answer: given.answer || null },
        ...{ started_at, petition_ids: found === null ? [] : [found.id] },
        ended_at: new Date(ended_ms).toISOString(),
      },
    });
  };
  return (
    <DialogBox title={t('console.desk.after_title')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send().catch((error: ApiError) => setProblem(sentenceOf(error, speech)));
        }}
      >
        <div className="desk-ending">
          <SelectField
            {...{ label: t('console.desk.channel'), value: given.channel, onChange: set('channel') }}
            options={asOptions(catalogue?.channels)}
          />
          <SelectField
            {...{ label: t('console.desk.kind'), value: given.kind, onChange: set('kind') }}
            options={asOptions(words?.kinds)}
          />
          <SelectField
            {...{ label: t('console.desk.wrap_up'), value: given.wrap_up, onChange: set('wrap_up') }}
            options={asOptions(words?.wrap_ups)}
          />
          <TextField
            {...{ label: t('console.desk.started_at'), type: 'datetime-local', required: true }}
            {...{ value: given.at, onChange: set('at') }}
          />
          <TextField
            {...{ label: t('console.desk.minutes'), type: 'number', min: 0, max: 720, required: true }}
            {...{ value: given.minutes, onChange: set('minutes') }}
          />
          <TextField
            {...{ label: t('console.desk.folio_touched'), value: given.folio, onChange: set('folio') }}
          />
        </div>
        <TextArea
          {...{ label: t('console.desk.answer'), help: t('console.desk.answer_help'), rows: 3 }}
          {...{ value: given.answer, onChange: set('answer'), maxLength: 2000 }}
        />
        {problem !== null && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
        <Button type="submit" look="primary" isBusy={log.isPending}>
          {t('console.desk.record')}
        </Button>
      </form>
    </DialogBox>
  );
}
