import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SurveyToAsk } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AttemptButtons, CalledPerson, type AttemptMade } from './CallParts.tsx';
import { AnswerFields, answerOf, type Filled } from './AnswerFields.tsx';

/** A call: whom, what to say, the questions in their words, or what came of it. */
export function AskInPerson({ item, onClose }: { item: SurveyToAsk; onClose: () => void }) {
  const { t } = useWords();
  const [filled, setFilled] = useState<Filled>({});
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
  const note = (body: AttemptMade) => attempt.mutate({ params, body });
  const answer = answerOf(filled, item.asks);
  const lasts = item.asks === 'if_it_lasts';
  return (
    <DialogBox
      title={lasts ? t('console.ask.title_lasting') : t('console.ask.title')}
      width="wide"
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={keep.isPending}
          reason={answer === null ? t(lasts ? 'console.ask.required_lasting' : 'console.ask.required') : null}
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
          <CalledPerson person={asked.data.person}>
            {t(lasts ? 'console.ask.script_lasting' : 'console.ask.script', {
              name: asked.data.person.name ?? '',
              authority: item.authority.name,
              service: item.service.name,
            })}
          </CalledPerson>
          <AttemptButtons attempts={item.attempts} isBusy={attempt.isPending} onNote={note} />
          <AnswerFields asks={item.asks} filled={filled} onChange={setFilled} />
        </div>
      )}
    </DialogBox>
  );
}
