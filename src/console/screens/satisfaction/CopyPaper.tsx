import { useState } from 'react';
import { ASKS, type Asks } from '../../../core/satisfaction/asks.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Choices, TextField } from '../../ui/Field.tsx';
import { AnswerFields, answerOf, type Filled } from './AnswerFields.tsx';

/** What came back on paper, by the code that is printed on it; one sheet after the other. */
export function CopyPaper({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [asks, setAsks] = useState<Asks>('how_it_went');
  const [filled, setFilled] = useState<Filled>({});
  const [problem, setProblem] = useState<string | null>(null);
  const copy = useWrite('copy_paper_answer', {
    refresh: [['surveys-to-ask'], ['satisfaction']],
    done: () => {
      announce({ text: t('console.ask.copied') });
      setCode('');
      setFilled({});
    },
    failed: (error) => {
      if (error.code !== 'paper_code_unknown') return false;
      setProblem(error.message);
      return true;
    },
  });
  const answer = answerOf(filled, asks);
  const lasts = asks === 'if_it_lasts';
  const missing = answer === null || code.trim() === '';
  return (
    <DialogBox
      title={t('console.ask.copy')}
      width="wide"
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={copy.isPending}
          reason={missing ? t(lasts ? 'console.ask.required_lasting' : 'console.ask.required') : null}
          onClick={() => answer !== null && copy.mutate({ body: { ...answer, paper_code: code } })}
        >
          {t('console.ask.keep')}
        </Button>
      }
    >
      <div className="stack">
        <p className="soft">{t('console.ask.copy_help')}</p>
        <TextField
          label={t('console.ask.code')}
          value={code}
          error={problem}
          autoComplete="off"
          maxLength={20}
          onChange={(event) => {
            setCode(event.target.value.toUpperCase());
            setProblem(null);
          }}
        />
        <Choices
          legend={t('console.ask.which_sheet')}
          name="asks"
          value={asks}
          options={ASKS.map((value) => ({ value, label: t(`console.ask.asks.${value}`) }))}
          onChange={(value) => {
            setAsks(value as Asks);
            setFilled({});
          }}
        />
        <AnswerFields asks={asks} filled={filled} onChange={setFilled} />
      </div>
    </DialogBox>
  );
}
