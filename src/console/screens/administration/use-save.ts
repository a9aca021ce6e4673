import { useState } from 'react';
import type { ApiName, Reply } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { nameOfField } from './name-of-field.ts';

interface After<N extends ApiName> {
  readonly refresh: readonly (readonly string[])[];
  readonly done?: (reply: Reply<N>) => void;
  /** Takes back what was done; offered in the message. */
  readonly undo?: (reply: Reply<N>) => void;
  /** What a field is called on this screen, where that is not what the history of changes calls it. */
  readonly named?: (field: string) => string | undefined;
}

// One of which no name is known is not called by its code: what is wrong with it is said all the same.
const namedField = (name: string | null, message: string) =>
  name === null ? message : `${name}: ${message}`;

/** A write of the configuration: its refusal is shown in the form, its success in a message. */
export function useSave<N extends ApiName>(name: N, { refresh, done, undo, named }: After<N>) {
  const { t, code } = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const write = useWrite(name, {
    refresh: [...refresh, ['catalogue'], ['configuration-changes']],
    done: (reply) => {
      setProblem(null);
      const action = undo && { action: { label: t('console.undo'), run: () => undo(reply) } };
      announce({ text: t('console.saved'), ...action });
      done?.(reply);
    },
    failed: (error) => {
      const fields = Object.entries(error.fields).map(([field, { message }]) =>
        namedField(named?.(field) ?? nameOfField(field, code), message),
      );
      setProblem([error.message, ...fields].join(' '));
      return true;
    },
  });
  return { save: write.mutate, isBusy: write.isPending, problem };
}
