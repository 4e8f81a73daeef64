import { type RawAnswer, sendRaw } from '../send-raw.js';
import type { Caller } from './callers.js';
import type { Outcome } from './expectation.js';
import type { Operation } from './operations.js';
import { type Ids, idsOf, provesReached, type Sent, sentWith, specimens, targetOf } from './specimens.js';
import type { World } from './world.js';

/** One operation tried by one caller. */
export interface Cell {
  operation: Operation;
  caller: Caller;
  ids: Ids;
  answer: RawAnswer;
  /** Status, and the code of a problem: "404 access.not_found". */
  said: string;
  /** Undefined when the answer is none that the matrix knows: then `said` is shown. */
  outcome: Outcome | undefined;
}

const refusals: Record<string, Outcome> = {
  '404 access.not_found': 'missing',
  '401 access.sign_in': 'sign_in',
  '403 access.fresh_sign_in': 'fresh',
  '403 access.csrf': 'csrf',
};

export async function tryCell(
  world: World,
  operation: Operation,
  caller: Caller,
  target = targetOf(world.amal),
): Promise<Cell> {
  const prepared = (await specimens[operation.key]?.prepare?.(world, target, caller)) ?? {};
  const ids = prepared.ids ?? idsOf(operation, target);
  const headers = { ...caller.headers, ...prepared.headers };
  const answer = await ask(world, operation, ids, headers, sentWith(operation));
  const said = saidBy(answer);
  const reached = answer.status < 400 || provesReached.has(said);
  return { operation, caller, ids, answer, said, outcome: reached ? 'reached' : refusals[said] };
}

/** Sends one request to the route with these ids in its path. */
export function ask(
  { service }: World,
  { method, route }: Operation,
  ids: Ids,
  headers: Record<string, string>,
  { headers: more, body }: Sent,
  query = '',
): Promise<RawAnswer> {
  const path = route.replace(/:(\w+)/g, (_, param) => ids[param]).replace('*', '') + query;
  // Node frames the body of a DELETE only when it is told to.
  const framed: Record<string, string> =
    body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return sendRaw(service.url, method, path, { ...headers, ...more, ...framed }, body);
}

/** A refused HEAD has no body that could say more than its status. */
const codesWithoutBody: Record<number, string> = { 401: 'access.sign_in', 404: 'access.not_found' };

export function saidBy({ status, text }: RawAnswer): string {
  const code = status >= 400 ? (/"code":"([a-z_.]+)"/.exec(text)?.[1] ?? codesWithoutBody[status]) : undefined;
  return code ? `${status} ${code}` : String(status);
}

/** All cells, several at a time. */
export async function tryAll(world: World, operations: Operation[], callers: Caller[]): Promise<Cell[]> {
  const isLast = ({ key }: Operation) => specimens[key]?.last ?? false;
  const left = operations
    .filter((operation) => !isLast(operation))
    .flatMap((operation) => callers.map((caller) => ({ operation, caller })));
  const cells: Cell[] = [];
  const next = async (): Promise<void> => {
    for (let one = left.shift(); one; one = left.shift()) cells.push(await tryCell(world, one.operation, one.caller));
  };
  await Promise.all(Array.from({ length: 8 }, next));
  for (const operation of operations.filter(isLast)) {
    for (const caller of callers) cells.push(await tryCell(world, operation, caller));
    for (const caller of callers) caller.headers = (await caller.renewed?.()) ?? caller.headers;
  }
  return cells;
}

/** What is compared of a refusal: everything but the number of this one answer and the time. */
export function comparable({ status, text, headers }: RawAnswer): string {
  const { date: _, ...rest } = headers;
  return JSON.stringify([status, text.replace(/urn:uuid:[0-9a-f-]{36}/, 'urn:uuid:…'), rest]);
}
