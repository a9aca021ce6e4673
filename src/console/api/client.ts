import { apiRoutes, type Api, type ErrorBody } from '../api.generated.ts';

export type ApiName = keyof Api;
export type Reply<N extends ApiName> = Api[N]['reply'];
export type Query<N extends ApiName> = Api[N]['query'];

type Given<N extends ApiName> = (Api[N]['params'] extends undefined
  ? { params?: undefined }
  : { params: Api[N]['params'] }) &
  (Api[N]['body'] extends undefined ? { body?: undefined } : { body: Api[N]['body'] }) &
  (Api[N]['query'] extends undefined ? { query?: undefined } : { query: Api[N]['query'] }) & {
    signal?: AbortSignal;
    /** Makes a repeated write the same write; see writes.ts. */
    idempotency_key?: string;
    /** Whose it is, where it goes on after their screen has gone; the one whose screen is shown unless said. */
    as?: string | null;
  };

/** What the server said no to; `message` can be shown as it is. Status 0: the server did not answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, { code: string; message: string }>>;
  readonly details: Readonly<Record<string, string | number>>;
  readonly request_id: string;

  constructor(status: number, { error }: ErrorBody) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.fields = error.fields ?? {};
    this.details = (error.details ?? {}) as Record<string, string | number>;
    this.request_id = error.request_id;
  }
}

const cityKey = 'atiende.city';

/** Where an installation has several cities: the one that this window works in. */
export const chosenCity = (): string | null => sessionStorage.getItem(cityKey);
export const chooseCity = (code: string): void => sessionStorage.setItem(cityKey, code);

let screen_of: string | null = null;

/** Whose screen this window shows; null: nobody's. */
export const screenOf = (): string | null => screen_of;

/** From now on this window shows the screen of that user. @returns what takes it away */
export function screenIsOf(user_id: string): () => void {
  screen_of = user_id;
  return () => {
    screen_of = null;
  };
}

/** Told to this window when the server says that the session has become another person's. */
export const otherPersonCame = 'atiende:other-person';

/** What every call carries: `X-Atiende`, which no form of another site can send, whose screen it comes from, the city. */
function ownHeaders(name: ApiName | 'upload', user_id = screen_of): Record<string, string> {
  const city = chosenCity();
  return {
    'X-Atiende': '1',
    // Who has the session now is what that one asks.
    ...(user_id === null || name === 'get_session' ? {} : { 'X-Atiende-User': user_id }),
    ...(city === null ? {} : { 'X-City': city }),
  };
}

/** Calls one address of the console API by its name in the contract. Throws ApiError. */
export async function call<N extends ApiName>(name: N, given: Given<N>): Promise<Reply<N>> {
  const { method } = apiRoutes[name];
  const { params, query, body, signal, idempotency_key, as } = given as Given<N> & {
    params?: Record<string, string>;
    query?: Record<string, unknown>;
  };
  const response = await fetch(addressOf(name, params, query), {
    method,
    headers: {
      accept: 'application/json',
      ...ownHeaders(name, as),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotency_key === undefined ? {} : { 'Idempotency-Key': idempotency_key }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((problem: unknown) => {
    if (signal?.aborted) throw problem;
    throw unreachable();
  });
  return answerOf<Reply<N>>(response);
}

/** Sends one file; the answer is what the contract calls FileInfo. */
export async function upload(path: string, file: File): Promise<Reply<'upload_to_petition'>> {
  const form = new FormData();
  form.set('file', file);
  const sent = { method: 'POST', headers: ownHeaders('upload'), body: form };
  const response = await fetch(`/api/v1${path}`, sent).catch(() => {
    throw unreachable();
  });
  return answerOf(response);
}

/** The address of a call as a link that downloads: a link has no headers, so it says the city itself. */
export function linkTo(name: ApiName, query: Readonly<Record<string, unknown>> = {}): string {
  return addressOf(name, {}, { ...query, city: chosenCity() });
}

/** The same for an address that came from the server. */
export function inCity(url: string): string {
  const city = chosenCity();
  return city === null ? url : `${url}${url.includes('?') ? '&' : '?'}city=${encodeURIComponent(city)}`;
}

/** The address of a call, with what was asked. */
export function addressOf(
  name: ApiName,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const path = apiRoutes[name].path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(key, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  let answer: unknown;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    throw unreachable(response.status);
  }
  if (response.ok) return answer as T;
  if (!isErrorBody(answer)) throw unreachable(response.status);
  if (answer.error.code === 'session_of_another') dispatchEvent(new Event(otherPersonCame));
  throw new ApiError(response.status, answer);
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

function unreachable(status = 0): ApiError {
  return new ApiError(status, { error: { code: 'unreachable', message: '', request_id: '' } });
}
