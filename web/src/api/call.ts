import { ApiProblem, problemOf } from './problem.js';

export interface CallOptions {
  language: string;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

let csrfToken: string | null = null;

/** What proves that our own page asks (see csrf_token of the session). In memory only; changes with the session. */
export function keepCsrfToken(token: string | null) {
  csrfToken = token;
}

/** One request to the service. Throws ApiProblem for every answer that is not a success and when there is no answer. */
export async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, options: CallOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['x-csrf-token'] = csrfToken;
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(`/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem(0, 'network', '', [], null);
  }
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}
