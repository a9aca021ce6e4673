import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { announce } from '../layout/toasts.ts';
import { useWords } from '../language/words.ts';
import { call, type ApiError, type ApiName, type Reply } from './client.ts';
import { sentenceOf } from './sentence-of-error.ts';
import { uniqueKey } from './unique-key.ts';

type Given<N extends ApiName> = Parameters<typeof call<N>>[1];

interface After<N extends ApiName> {
  readonly done?: (reply: Reply<N>, given: Given<N>) => void;
  /** Return true when the error was dealt with; otherwise a toast says it. */
  readonly failed?: (error: ApiError) => boolean;
  /** Query keys to read again; the petition lists by default. */
  readonly refresh?: readonly (readonly unknown[])[];
}

export const listsOfPetitions = [
  ['petitions'],
  ['petition'],
  ['counts'],
  ['search'],
  ['moderation'],
] as const;

/**
 * One write of the API. The same body sent again after a failure carries the same key, so that an answer lost on
 * the way does not do the thing twice; another body is another write.
 */
export function useWrite<N extends ApiName>(name: N, { done, failed, refresh }: After<N> = {}) {
  const client = useQueryClient();
  const words = useWords();
  const attempt = useRef<{ text: string; key: string } | null>(null);
  return useMutation<Reply<N>, ApiError, Given<N>>({
    mutationFn: (given) => {
      const text = JSON.stringify(given);
      if (attempt.current?.text !== text) attempt.current = { text, key: uniqueKey() };
      return call(name, { ...given, idempotency_key: attempt.current.key });
    },
    onSuccess: (reply, given) => {
      attempt.current = null;
      done?.(reply, given);
      for (const key of refresh ?? listsOfPetitions) void client.invalidateQueries({ queryKey: [...key] });
    },
    onError: (error) => {
      if (error.status !== 0) attempt.current = null;
      if (failed?.(error)) return;
      announce({ tone: 'late', text: sentenceOf(error, words) });
    },
  });
}
