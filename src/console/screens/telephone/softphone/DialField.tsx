import { useState } from 'react';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';

interface Props {
  readonly label: string;
  /** What may be done with the number; the first one by Enter. Each says whether it could be. */
  readonly actions: readonly { readonly label: string; readonly run: (number: string) => boolean }[];
}

/** A number that is typed, and what is done with it. */
export function DialField({ label, actions }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const act = (run: (number: string) => boolean) => {
    const isDone = run(typed);
    setWrong(!isDone);
    if (isDone) setTyped('');
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const first = actions[0];
        if (first !== undefined) act(first.run);
      }}
    >
      <TextField
        label={label}
        type="tel"
        autoComplete="off"
        maxLength={40}
        value={typed}
        error={isWrong ? t('console.softphone.not_a_number') : null}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="row">
        {actions.map(({ label: name, run }) => (
          <Button key={name} onClick={() => act(run)}>
            {name}
          </Button>
        ))}
      </div>
    </form>
  );
}
