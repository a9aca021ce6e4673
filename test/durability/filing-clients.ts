import { setTimeout as pause } from 'node:timers/promises';

export interface Filing {
  readonly url: string;
  readonly api_key: string;
  /** How long a client waits for an answer; longer than any may take. */
  readonly patience_ms?: number;
}

/** An answer of the Open311 door, or `null` where the connection broke or was refused. */
export interface Answer {
  readonly status: number;
  readonly retry_after: string | null;
  readonly text: string;
  readonly folio: string | null;
}

/** Longer than any answer may take: a request that hangs is no broken connection, and the test sees it by name. */
const hang_ms = 15_000;

/** Files report `n` once, under its own idempotency key. */
export async function fileReport(
  { url, api_key, patience_ms = hang_ms }: Filing,
  n: number,
  change: Readonly<Record<string, string>> = {},
): Promise<Answer | null> {
  const form = {
    api_key,
    service_code: 'alumbrado',
    description: `Lámpara apagada número ${n}`,
    address_string: `Calle ${n}, Barrio de Santiaguito`,
    'attribute[lamps]': '1',
    ...(hasEmail(n) ? { email: `vecina${n}@correo.example`, first_name: 'Rosa' } : {}),
    ...change,
  };
  const response = await fetch(`${url}/open311/v2/requests.json`, {
    method: 'POST',
    headers: { 'idempotency-key': `reporte-${n}` },
    body: new URLSearchParams(form),
    signal: AbortSignal.timeout(patience_ms),
  }).catch(broken);
  if (response === null) return null;
  const text = await response.text().catch(broken);
  if (text === null) return null;
  const rows = response.status === 200 ? (JSON.parse(text) as { service_request_id?: string }[]) : [];
  return {
    status: response.status,
    retry_after: response.headers.get('retry-after'),
    text,
    folio: rows[0]?.service_request_id ?? null,
  };
}

/** A killed process breaks connections; a request that nobody answers is another matter. */
function broken(problem: unknown): null {
  if ((problem as Error).name === 'TimeoutError') throw problem;
  return null;
}

/** Every other reporter leaves an address for the receipt. */
export const hasEmail = (n: number): boolean => n % 2 === 0;

export interface Run {
  /** Every folio that was acknowledged, by the number of its report. */
  readonly folios: Map<number, Set<string>>;
  /** Answers that were neither a folio nor a broken connection. */
  readonly refusals: Answer[];
  readonly done: Promise<void>;
}

/**
 * Eight clients file `count` reports, numbered from `from`, at about forty a second. Each tries again with the same key until it has its
 * folio, and asks once more for every fifth one, as a client does whose answer was lost on the way.
 */
export function fileMany(filing: Filing, count: number, from = 0): Run {
  const folios = new Map<number, Set<string>>();
  const refusals: Answer[] = [];
  let next = from;
  const note = (n: number, answer: Answer | null): boolean => {
    if (answer === null) return false;
    if (answer.folio === null) refusals.push(answer);
    else folios.set(n, (folios.get(n) ?? new Set()).add(answer.folio));
    return answer.folio !== null;
  };
  const client = async () => {
    while (next < from + count) {
      const n = next++;
      while (!note(n, await fileReport(filing, n))) await pause(50);
      if (n % 5 === 0) note(n, await fileReport(filing, n));
      await pause(150);
    }
  };
  const done = Promise.all(Array.from({ length: 8 }, client)).then(() => undefined);
  return { folios, refusals, done };
}

/** The same numbers between 0 and 1 at every run. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
