import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { optionsOf } from '../../../core/satisfaction/campaign.ts';
import type { CampaignQuestion, CampaignToAsk } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Choices, TextArea, TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AttemptButtons, CalledPerson, type AttemptMade } from './CallParts.tsx';

type Answers = Readonly<Record<string, string>>;

/** The questions of a campaign read aloud in a call, or copied from paper with its code. */
export function AskCampaign({ item, onClose }: { item: CampaignToAsk; onClose: () => void }) {
  const { t } = useWords();
  const [answers, setAnswers] = useState<Answers>({});
  const [code, setCode] = useState('');
  const asked = useQuery({
    queryKey: ['campaign-call', item.id],
    queryFn: ({ signal }) => call('get_campaign_call', { params: { id: item.id }, signal }),
    ...{ gcTime: 0, staleTime: 0 },
  });
  const after = {
    refresh: [['campaign-calls'], ['campaign']],
    done: () => {
      announce({ text: t('console.saved') });
      onClose();
    },
  };
  const keep = useWrite('record_campaign_answer', after);
  const attempt = useWrite('note_campaign_attempt', after);
  const params = { id: item.id };
  const note = (body: AttemptMade) => attempt.mutate({ params, body });
  const missing = asked.data?.questions.some((one) => one.required && !answers[one.code]) ?? true;
  return (
    <DialogBox
      title={item.title}
      width="wide"
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={keep.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() =>
            keep.mutate({ params, body: { answers, ...(code === '' ? {} : { paper_code: code }) } })
          }
        >
          {t('console.ask.keep')}
        </Button>
      }
    >
      {asked.isPending && <Waiting />}
      {asked.isError && <Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && (
        <div className="stack">
          <CalledPerson person={asked.data.person}>{asked.data.purpose}</CalledPerson>
          <AttemptButtons attempts={item.attempts} isBusy={attempt.isPending} onNote={note} />
          {asked.data.questions.map((question) => (
            <Question
              key={question.code}
              question={question}
              value={answers[question.code] ?? ''}
              onChange={(value) => setAnswers({ ...answers, [question.code]: value })}
            />
          ))}
          <TextField
            label={t('console.campaign.paper_code')}
            help={t('console.campaign.paper_code_help')}
            autoComplete="off"
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value.toUpperCase())}
          />
        </div>
      )}
    </DialogBox>
  );
}

interface QuestionProps {
  readonly question: CampaignQuestion;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Question({ question, value, onChange }: QuestionProps) {
  const { t } = useWords();
  const values = optionsOf(question);
  if (values === null)
    return (
      <TextArea
        label={question.text}
        help={t('campaign.text_help')}
        rows={3}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  const wordOf = (one: string) => {
    if (question.kind === 'choice') return question.options[Number(one)] ?? one;
    if (question.kind === 'yes_no') return t(one === 'yes' ? 'campaign.yes' : 'campaign.no');
    return t(`campaign.scale.${one as '1'}`);
  };
  const options = values.map((one) => ({ value: one, label: wordOf(one) }));
  return <Choices legend={question.text} name={question.code} {...{ value, options, onChange }} />;
}
