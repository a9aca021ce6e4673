import { useEffect, useState } from 'react';
import type { FiledResult, FilingRequest } from '../../api.generated.ts';
import { ApiError, call } from '../../api/client.ts';
import { uniqueKey } from '../../api/unique-key.ts';

/** A filing that was sent and whose answer has not come: kept with its key, so that it is filed once. */
export interface SentFiling {
  readonly key: string;
  readonly body: FilingRequest;
}

interface Kept {
  readonly sent: SentFiling | null;
  /** Keeps it, or forgets it, across a reload. */
  readonly keep: (sent: SentFiling | null) => void;
  readonly done: (filed: FiledResult) => void;
}

const again_ms = 10_000;
/** The server said nothing, that it cannot now, or that the session ended meanwhile: whether it was filed is not known. */
const isUnknown = (error: unknown): boolean =>
  !(error instanceof ApiError) || [0, 401, 412].includes(error.status) || error.status >= 500;

/**
 * Files under one key until an answer comes: through a lost answer, a reload and a network that is away. Nothing is
 * changed meanwhile, since it may have arrived.
 */
export function useFilingOnce({ sent, keep, done }: Kept) {
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isSending, setSending] = useState(false);
  const attempt = async ({ key, body }: SentFiling) => {
    setSending(true);
    try {
      const filed = await call('file_petition', { body, idempotency_key: key });
      keep(null);
      done(filed);
    } catch (error) {
      if (!isUnknown(error)) {
        keep(null);
        setProblem(error as ApiError);
      }
    } finally {
      setSending(false);
    }
  };
  const send = (body: FilingRequest) => {
    if (sent !== null || isSending) return;
    setProblem(null);
    const first = { key: uniqueKey(), body };
    keep(first);
    void attempt(first);
  };
  useEffect(() => {
    if (sent === null || isSending) return;
    const retry = () => void attempt(sent);
    const timer = setInterval(retry, again_ms);
    addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      removeEventListener('online', retry);
    };
  });
  useEffect(() => {
    // It was under way when the page was left.
    if (sent !== null) void attempt(sent);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, for what was kept
  }, []);
  return { send, problem, isSending, isWaiting: sent !== null };
}
