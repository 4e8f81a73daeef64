import { Agent, request } from 'node:http';
import type { RawAnswer } from '../send-raw.js';

export type Ask = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Buffer,
) => Promise<RawAnswer>;

/** More is refused before it has come whole, and the connection closed on whoever still sends. */
const bodyLimit = 256 * 1024;

/** Like sendRaw, over connections that are kept: a hundred thousand requests would use up the ports of this machine. */
export function askingOver(url: string): { ask: Ask; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const { hostname, port } = new URL(url);
  const once: Ask = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const framed = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sending = request({ agent, hostname, port, method, path, headers: { ...headers, ...framed } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
            headers: answer.headers,
          }),
        );
        // The stream of what an import does goes on until somebody hangs up.
        if (answer.headers['content-type']?.startsWith('text/event-stream')) {
          resolve({ status: answer.statusCode ?? 0, type: 'text/event-stream', text: '', headers: answer.headers });
          sending.destroy();
        }
        answer.on('close', () => resolve({ status: answer.statusCode ?? 0, type: '', text: '', headers: {} }));
      });
      sending.setTimeout(60_000, () => sending.destroy(new Error('No answer came within a minute')));
      sending.on('error', (error: NodeJS.ErrnoException) => {
        const closed = error.code === 'ECONNRESET' || error.code === 'EPIPE';
        if (closed && sending.reusedSocket) return resolve(once(method, path, headers, body));
        if (closed && body !== undefined && Buffer.byteLength(body) > bodyLimit)
          return resolve({ status: 413, type: closedType, text: closedText, headers: {} });
        reject(error);
      });
      sending.end(body);
    });
  return { ask: once, close: () => agent.destroy() };
}

/** What a sender learns who did not wait for the answer: that the line is closed. */
const closedType = 'application/problem+json';
const closedText = JSON.stringify({
  type: 'urn:athar:problem:request.too_large',
  status: 413,
  code: 'request.too_large',
});
