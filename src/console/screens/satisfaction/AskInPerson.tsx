import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MOST_ATTEMPTS, type AttemptResult } from '../../../core/satisfaction/asking-in-person.ts';
import type { SurveyToAsk } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AnswerFields, answerOf, type Filled } from './AnswerFields.tsx';

/** A call: whom, what to say, the questions in their words, or what came of it. */
export function AskInPerson({ item, onClose }: { item: SurveyToAsk; onClose: () => void }) {
  const { t } = useWords();
  const [filled, setFilled] = useState<Filled>({});
  const [day, setDay] = useState('');
  const asked = useQuery({
    queryKey: ['survey-call', item.id],
    queryFn: ({ signal }) => call('get_survey_call', { params: { id: item.id }, signal }),
    // Whose call it is is asked again each time; nothing of it is kept.
    ...{ gcTime: 0, staleTime: 0 },
  });
  const after = {
    refresh: [['surveys-to-ask'], ['satisfaction']],
    done: () => {
      announce({ text: t('console.saved') });
      onClose();
    },
  };
  const keep = useWrite('record_survey_answer', after);
  const attempt = useWrite('note_survey_attempt', after);
  const params = { id: item.id };
  const note = (result: AttemptResult) =>
    attempt.mutate({ params, body: { result, ...(result === 'call_back' ? { call_back_on: day } : {}) } });
  const answer = answerOf(filled);
  return (
    <DialogBox
      title={t('console.ask.title')}
      width="wide"
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={keep.isPending}
          reason={answer === null ? t('console.ask.required') : null}
          onClick={() => answer !== null && keep.mutate({ params, body: answer })}
        >
          {t('console.ask.keep')}
        </Button>
      }
    >
      {asked.isPending && <Waiting />}
      {asked.isError && <Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && (
        <div className="stack">
          <p className="call-to">
            <strong>{asked.data.person.name ?? t('console.ask.nameless')}</strong>
            {asked.data.person.phone && (
              <a href={`tel:${asked.data.person.phone}`}>{asked.data.person.phone}</a>
            )}
            {asked.data.person.address && <span>{asked.data.person.address}</span>}
          </p>
          <blockquote className="words">
            {t('console.ask.script', {
              name: asked.data.person.name ?? '',
              authority: item.authority.name,
              service: item.service.name,
            })}
          </blockquote>
          <fieldset className="field">
            <legend>{t('console.ask.attempt', { count: item.attempts + 1, most: MOST_ATTEMPTS })}</legend>
            <div className="row wrap">
              <Button isBusy={attempt.isPending} onClick={() => note('no_answer')}>
                {t('console.ask.no_answer')}
              </Button>
              <Button isBusy={attempt.isPending} onClick={() => note('refused')}>
                {t('console.ask.refused')}
              </Button>
              <TextField
                label={t('console.ask.day')}
                type="date"
                value={day}
                onChange={(event) => setDay(event.target.value)}
              />
              <Button
                isBusy={attempt.isPending}
                reason={day === '' ? t('console.ask.day_required') : null}
                onClick={() => note('call_back')}
              >
                {t('console.ask.call_back')}
              </Button>
            </div>
          </fieldset>
          <AnswerFields filled={filled} onChange={setFilled} />
        </div>
      )}
    </DialogBox>
  );
}
