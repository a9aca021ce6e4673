import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkActionResult } from '../api.generated.ts';
import { call, screenOf } from '../api/client.ts';
import { sentenceOf } from '../api/sentence-of-error.ts';
import { uniqueKey } from '../api/unique-key.ts';
import { useWords } from '../language/words.ts';
import { announce } from '../layout/toasts.ts';
import type { ManyAction } from './many-actions.ts';
import { refreshPetitions, useUndo } from './use-undo.ts';

type RowResult = BulkActionResult['results'][number];

/** Small portions, so that progress shows and a stop loses nothing. */
const portion = 10;

export interface ManyRun {
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Rows that refused, each with its reason; shown until dismissed. */
  readonly refusals: readonly RowResult[];
  readonly run: (
    action: ManyAction,
    ids: readonly string[],
    input?: Record<string, unknown>,
  ) => Promise<void>;
  readonly dismiss: () => void;
}

/** Does one action on many petitions, portion by portion, with progress, reasons per row and undo. */
export function useManyRun(): ManyRun {
  const words = useWords();
  const client = useQueryClient();
  const [progress, setProgress] = useState<ManyRun['progress']>(null);
  const [refusals, setRefusals] = useState<readonly RowResult[]>([]);

  const undo = useUndo();

  async function run(action: ManyAction, ids: readonly string[], input: Record<string, unknown> = {}) {
    const results: RowResult[] = [];
    const tokens: string[] = [];
    const as = screenOf();
    setProgress({ done: 0, total: ids.length });
    try {
      for (let start = 0; start < ids.length; start += portion) {
        const on = ids.slice(start, start + portion).map((petition_id) => ({ petition_id }));
        const body = { on, input };
        const idempotency_key = uniqueKey();
        const answer = await call('act_on_many', { params: { action }, body, idempotency_key, as });
        results.push(...answer.results);
        if (answer.undo !== null) tokens.push(answer.undo);
        setProgress({ done: Math.min(ids.length, start + portion), total: ids.length });
      }
    } catch (error) {
      announce({ tone: 'late', text: sentenceOf(error, words) });
    }
    setProgress(null);
    const done = results.filter((result) => result.done);
    refreshPetitions(
      client,
      done.map(({ petition_id }) => petition_id),
    );
    setRefusals(results.filter((result) => !result.done));
    if (done.length === 0) return;
    announce({
      text: words.count(`console.many.done.${action}`, done.length, { folio: done[0]?.folio ?? '' }),
      ...(tokens.length === 0
        ? {}
        : { action: { label: words.t('console.undo'), run: () => void undo(tokens) } }),
    });
  }
  return { progress, refusals, run, dismiss: () => setRefusals([]) };
}
