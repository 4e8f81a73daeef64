import { ApiProblem, problemOf } from './problem.js';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  language: string;
  body?: unknown;
  idempotencyKey?: string;
  /** The revision that was seen; the service refuses (412) when it is another one by now. */
  ifMatch?: number;
  signal?: AbortSignal;
}

let csrfToken: string | null = null;

/** What proves that our own page asks (see csrf_token of the session). In memory only; changes with the session. */
export function keepCsrfToken(token: string | null) {
  csrfToken = token;
}

let answeredAt = Date.now();
/** When the service answered last: it counts as work, and a session without work ends. */
export const lastAnswerAt = (): number => answeredAt;

/** One request as it stands. Throws ApiProblem for every answer that is not a success and when there is no answer. */
export async function send(
  method: Method,
  path: string,
  options: Pick<CallOptions, 'language' | 'signal'> & { headers?: Record<string, string>; body?: BodyInit | null },
): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': options.language, ...options.headers };
  if (method !== 'GET' && method !== 'HEAD' && csrfToken) headers['x-csrf-token'] = csrfToken;
  let response: Response;
  try {
    response = await fetch(`/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: options.body ?? null,
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem(0, 'network', '', [], null);
  }
  if (!response.ok) throw await problemOf(response);
  answeredAt = Date.now();
  return response;
}

/** One request with JSON on both sides. */
export async function call<T>(method: Method, path: string, options: CallOptions): Promise<T> {
  const { body, idempotencyKey, ifMatch, ...rest } = options;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
  const response = await send(method, path, {
    ...rest,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
