import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A partner's program that is told by webhook, as docs/webhooks.md says how to write one. */
export async function aReceiver() {
  const received: Received[] = [];
  /** What it answers next: a status, a status with a place to go to, or nothing at all. */
  const answers: (number | { status: number; location: string } | 'nothing')[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ path: request.url ?? '', headers: request.headers, body });
    const answer = answers.shift() ?? 200;
    if (answer === 'nothing') return;
    if (typeof answer === 'number') response.writeHead(answer).end('thank you');
    else response.writeHead(answer.status, { location: answer.location }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received,
    answers,
    ids: () => received.map(({ headers }) => headers['webhook-id']),
    /** Resolves with the request that comes after so many. */
    async after(count: number): Promise<Received> {
      const until = Date.now() + 20_000;
      while (received.length <= count) {
        if (Date.now() > until) throw new Error(`Only ${received.length} requests came`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return received[count];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof aReceiver>>;

/** As a receiver checks it: any of the signatures, over what came, by a comparison that takes the same time for every wrong one; not older than five minutes. */
export function verifies({ headers, body }: Received, secret: string, now = Date.now()): boolean {
  const [id, timestamp] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((each) => each.split(','))
    .some(([version, text]) => {
      const given = Buffer.from(text ?? '', 'base64');
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
}
