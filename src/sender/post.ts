import { type ClientRequest, type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AttemptError } from '../webhooks/webhook.entity.js';
import { type Address, checkedAddress, type Resolve } from './resolve-host.js';

/** How one attempt ended. A status that is no redirect has no error code. */
export interface Outcome {
  status: number | null;
  errorCode: AttemptError | null;
  durationMs: number;
}

export interface PostLimits {
  /** Milliseconds until a connection stands, and until everything is over. */
  connect: number;
  total: number;
}

export const postLimits: PostLimits = { connect: 5_000, total: 15_000 };
/** So much of an answer is taken off the line and thrown away before the line is cut. */
const answerLimit = 64 * 1024;

/**
 * Sends one message. It connects to the very address that was checked, whatever the name leads to by then, follows no redirect, and keeps
 * nothing of the answer but its status. Never throws.
 */
export async function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  { resolve, thisMachine, limits = postLimits }: { resolve: Resolve; thisMachine: boolean; limits?: PostLimits },
): Promise<Outcome> {
  const began = performance.now();
  const ended = (status: number | null, errorCode: AttemptError | null): Outcome => ({
    status,
    errorCode,
    durationMs: Math.round(performance.now() - began),
  });
  let address: Address | null;
  try {
    address = await within(limits.connect, checkedAddress(url.hostname, resolve, thisMachine));
  } catch (error) {
    return ended(null, error instanceof TooLong ? 'timeout' : 'dns');
  }
  if (!address) return ended(null, 'address');
  const { status, errorCode } = await send(url, address, headers, body, limits);
  return ended(status, errorCode);
}

function send(url: URL, to: Address, headers: Record<string, string>, body: string, limits: PostLimits) {
  const secure = url.protocol === 'https:';
  return new Promise<Omit<Outcome, 'durationMs'>>((resolve) => {
    let phase: AttemptError = 'connect';
    let request: ClientRequest | undefined;
    const end = (status: number | null, errorCode: AttemptError | null) => {
      clearTimeout(connectTimer);
      clearTimeout(totalTimer);
      resolve({ status, errorCode });
      request?.destroy();
    };
    const connectTimer = setTimeout(() => end(null, 'timeout'), limits.connect);
    const totalTimer = setTimeout(() => end(null, 'timeout'), limits.total);
    const options: RequestOptions = {
      method: 'POST',
      // No connection is kept or shared: each attempt is checked anew.
      agent: false,
      lookup: (_host, { all }, answer) => (all ? answer(null, [to]) : answer(null, to.address, to.family)),
      headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
    };
    try {
      request = (secure ? secureRequest : plainRequest)(url, options);
    } catch {
      return end(null, 'response');
    }
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        phase = secure ? 'tls' : 'response';
        if (!secure) clearTimeout(connectTimer);
      });
      socket.once('secureConnect', () => {
        phase = 'response';
        clearTimeout(connectTimer);
      });
    });
    request.on('error', () => end(null, phase));
    request.on('response', (response) => answered(response, end));
    // Without an answer, as when the other side wants another protocol.
    request.on('close', () => end(null, phase));
    request.end(body);
  });
}

function answered(response: IncomingMessage, end: (status: number | null, errorCode: AttemptError | null) => void) {
  const status = response.statusCode ?? 0;
  const finish = () => end(status, status >= 300 && status < 400 ? 'redirect' : null);
  let read = 0;
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > answerLimit) finish();
  });
  response.on('end', finish);
  // Its status is its answer, whatever becomes of the rest.
  response.on('error', finish);
  response.on('close', finish);
}

class TooLong extends Error {}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong()), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
