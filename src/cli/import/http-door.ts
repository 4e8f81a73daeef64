import type { ImportView } from '../../imports/import-view.js';
import { FailureError, UsageError } from '../output.js';
import { BrokenOff, type ImportDoor, MappingRefused, WrongOffset } from './door.js';

interface Sent {
  json?: unknown;
  bytes?: Buffer;
  headers?: Record<string, string>;
}

/** The service says no, and why. */
export class Refused extends FailureError {
  constructor(
    readonly status: number,
    /** As it came; RFC 9457. */
    readonly problem: ProblemAnswer,
  ) {
    super(inWords(status, problem));
  }
}

export interface ProblemAnswer {
  title?: string;
  detail?: string;
  code?: string;
  errors?: { pointer?: string; message: string; code: string }[];
}

/** Milliseconds until an answer must begin. */
const patienceMs = 60_000;

/**
 * A service elsewhere, asked by its HTTP interface with the key of a partner's program.
 * @throws UsageError for an address that would give the key away
 */
export function httpDoor(address: string, key: string): ImportDoor {
  const base = serverAddress(address);
  const ask = async (method: string, path: string, { json, bytes, headers }: Sent = {}): Promise<Response> => {
    const type = json !== undefined ? 'application/json' : bytes ? 'application/offset+octet-stream' : undefined;
    const answer = await fetch(new URL(`${base.pathname.replace(/\/$/, '')}${path}`, base), {
      method,
      headers: { authorization: `Bearer ${key}`, ...(type ? { 'content-type': type } : {}), ...headers },
      body: json !== undefined ? JSON.stringify(json) : bytes && new Uint8Array(bytes),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    }).catch((error: unknown) => {
      throw new BrokenOff(`${base.host} cannot be reached (${reasonOf(error)}).`);
    });
    if ([502, 503, 504].includes(answer.status))
      throw new BrokenOff(`${base.host} cannot answer at the moment (${answer.status}).`);
    if (answer.status === 409 && answer.headers.has('upload-offset'))
      throw new WrongOffset(Number(answer.headers.get('upload-offset')));
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as ProblemAnswer;
    if (problem.code === 'mapping.invalid') throw MappingRefused.of(problem.errors);
    throw new Refused(answer.status, problem);
  };
  const view = async (answer: Promise<Response>) => (await (await answer).json()) as ImportView;
  const at = (id: string, rest = '') => `/v1/imports/${encodeURIComponent(id)}${rest}`;
  const seen = (revision: number) => ({ 'if-match': `"${revision}"` });
  const once = () => ({ 'idempotency-key': crypto.randomUUID() });
  const offsetOf = (answer: Response) => Number(answer.headers.get('upload-offset'));
  const file = async (path: string) => (await ask('GET', path)).body ?? [];
  return {
    create: (idempotencyKey, body) =>
      view(ask('POST', '/v1/imports', { json: body, headers: { 'idempotency-key': idempotencyKey } })),
    received: async (id) => offsetOf(await ask('HEAD', at(id, '/file'))),
    send: async (id, offset, bytes) =>
      offsetOf(await ask('PATCH', at(id, '/file'), { bytes, headers: { 'upload-offset': String(offset) } })),
    view: (id) => view(ask('GET', at(id))),
    list: async ({ limit, state }) => {
      const answer = await ask('GET', `/v1/imports?limit=${limit}${state ? `&state=${state}` : ''}`);
      return ((await answer.json()) as { items: ImportView[] }).items;
    },
    choose: (id, revision, json) => view(ask('PUT', at(id, '/choices'), { json, headers: seen(revision) })),
    map: (id, revision, json) => view(ask('PUT', at(id, '/mapping'), { json, headers: seen(revision) })),
    run: (id, revision) => view(ask('POST', at(id, '/run'), { headers: { ...seen(revision), ...once() } })),
    cancel: (id) => view(ask('POST', at(id, '/cancellation'), { headers: once() })),
    revert: (id, reason) => view(ask('POST', at(id, '/revert'), { json: { reason }, headers: once() })),
    bringBack: (id) => view(ask('DELETE', at(id, '/revert'))),
    errors: (id) => file(at(id, '/errors.csv')) as Promise<AsyncIterable<Uint8Array>>,
    annotated: (id) => file(at(id, '/annotated')) as Promise<AsyncIterable<Uint8Array>>,
  };
}

function serverAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username || url.search)
    throw new UsageError('--server must be an address such as https://athar.example.');
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !here)
    throw new UsageError('--server must begin with https: over http everybody on the way could read the key.');
  return url;
}

/** What a problem answer says, as a terminal shows it. */
function inWords(status: number, problem: ProblemAnswer): string {
  const { title = `The service answered ${status}`, detail, code, errors = [] } = problem;
  return [
    `${title}${detail ? `. ${detail}` : ''}${code ? ` (${code})` : ''}`,
    ...errors.map((each) => `  ${each.pointer ? `${each.pointer}: ` : ''}${each.message} (${each.code})`),
  ].join('\n');
}

/** The code of the error underneath: its message may hold an address that was typed with a secret in it. */
function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown } }).cause;
  return typeof cause?.code === 'string' ? cause.code : error instanceof Error ? error.name : 'unknown';
}
