import { useState } from 'react';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';

export interface PetitionAtHand {
  readonly id: string;
  readonly folio: string;
  readonly version: number;
}
export interface FileAtHand {
  readonly id: string;
  readonly display_name: string;
  readonly media_type: string;
  readonly audience: string;
  readonly url: string;
  readonly alt_text?: string | null;
  readonly reply_id?: string | null;
}

/** Does one action with a file on the version that is on the screen, and closes its window once it is done. */
export function useFileAct(petition: PetitionAtHand, { said, onDone }: { said: string; onDone: () => void }) {
  const { t } = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const write = useWrite('act', {
    done: () => {
      announce({ text: said });
      onDone();
    },
    failed: (error) => {
      setProblem(error.code === 'unreachable' ? t('console.error.unreachable') : error.message);
      return true;
    },
  });
  const run = (action: 'remove_file' | 'redact_photo', input: object) => {
    setProblem(null);
    write.mutate({
      params: { id: petition.id, action },
      body: { ...input, version: petition.version },
    });
  };
  return { run, isBusy: write.isPending, problem };
}
