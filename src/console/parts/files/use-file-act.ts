import { useQueryClient } from '@tanstack/react-query';
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

/**
 * Does one action with a file on the version that is on the screen. Somebody else's change meanwhile brings the newer
 * version, so that the next press is on what was seen.
 */
export function useFileAct(
  petition: PetitionAtHand,
  { said, onDone }: { said: string; onDone: (copy_id: string | null) => void },
) {
  const { t } = useWords();
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const write = useWrite('act', {
    done: ({ file_id = null }) => {
      announce({ text: said });
      onDone(file_id);
    },
    failed: (error) => {
      if (error.code === 'version_conflict') {
        for (const queryKey of [['petition', petition.id], ['moderation']]) {
          void client.invalidateQueries({ queryKey });
        }
      }
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
