import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionResult, PetitionActionName, PetitionPage } from '../../api.generated.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useUndoOffer } from '../../parts/use-undo.ts';

export interface Act {
  readonly run: (
    action: PetitionActionName,
    input?: Record<string, unknown>,
    given?: { isQuiet?: boolean },
  ) => Promise<ActionResult | null>;
  /** Under way; or refused as too old, and what is newer has not come on the screen yet. */
  readonly isBusy: boolean;
  /** Somebody else changed the petition meanwhile: nothing was written, what was typed is kept. */
  readonly isConflict: boolean;
  readonly problem: string | null;
  readonly forget: () => void;
}

/** Does one action on the petition, on the version that is on the screen; a newer one is never overwritten. */
export function useAct({ petition }: PetitionPage): Act {
  const { t } = useWords();
  // The version that was refused as too old.
  const [tooOld, setTooOld] = useState<number | null>(null);
  const isConflict = tooOld !== null;
  const [problem, setProblem] = useState<string | null>(null);
  const client = useQueryClient();
  const undoOf = useUndoOffer();
  const write = useWrite('act', {
    failed: (error) => {
      setTooOld(error.code === 'version_conflict' ? petition.version : null);
      // What is newer comes on the screen, so that the next press is on what was seen.
      if (error.code === 'version_conflict')
        void client.invalidateQueries({ queryKey: ['petition', petition.id] });
      setProblem(error.code === 'unreachable' ? t('console.error.unreachable') : error.message);
      return true;
    },
  });
  async function run(
    action: PetitionActionName,
    input: Record<string, unknown> = {},
    { isQuiet = false } = {},
  ) {
    setProblem(null);
    setTooOld(null);
    const version = (input['version'] as number | undefined) ?? petition.version;
    try {
      const body = { ...input, version };
      const result = await write.mutateAsync({ params: { id: petition.id, action }, body });
      if (!isQuiet)
        announce({
          text: t('console.petition.done', { folio: petition.folio, action: t(`console.act.${action}`) }),
          ...undoOf(result.undo),
        });
      return result;
    } catch {
      return null;
    }
  }
  const forget = () => {
    setProblem(null);
    setTooOld(null);
  };
  const isBusy = write.isPending || tooOld === petition.version;
  return { run, isBusy, isConflict, problem, forget };
}
