// One request, timed from when it was due and not from when it was sent: a service that stalls makes the next ones late, and that is part of its answer time.
import { Agent, request } from 'node:http';

/** As many connections as are needed: nobody waits for another one's answer on this side. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 512, scheduling: 'lifo' });
const patienceMs = 30_000;

/**
 * @param dueAt by performance.now(): when somebody would have sent it
 * @returns status, headers, text, and milliseconds since it was due; status 0 when no answer came
 */
export function ask(url, { method = 'GET', path, headers = {}, body, dueAt = performance.now() }) {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const done = (status, more = {}) =>
      resolve({ status, headers: {}, text: '', ms: performance.now() - dueAt, ...more });
    const sending = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', (error) => done(0, { error: error.code ?? error.message }));
      answer.on('end', () =>
        done(answer.statusCode, { headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    sending.setTimeout(patienceMs, () => sending.destroy(Object.assign(new Error('late'), { code: 'NO_ANSWER' })));
    sending.on('error', (error) => done(0, { error: error.code ?? error.message }));
    sending.end(body);
  });
}

export const hangUp = () => agent.destroy();

export const json = (token, more = {}) => ({
  'content-type': 'application/json',
  ...(token ? { authorization: `Bearer ${token}` } : {}),
  ...more,
});

/** For what is made ready before the clock starts: asked again while the service is busy or silent. @throws Error when it is refused, or stays busy */
export async function insist(url, asked, tries = 20) {
  for (let left = tries; ; left--) {
    const answer = await ask(url, asked);
    if (answer.status >= 200 && answer.status < 300) return answer.text === '' ? null : JSON.parse(answer.text);
    const mayPass = answer.status === 0 || answer.status === 429 || answer.status === 503;
    if (!mayPass || left === 0)
      throw new Error(`${asked.path} answered ${answer.status} ${answer.error ?? answer.text.slice(0, 200)}`);
    await new Promise((go) => setTimeout(go, 1_000 * Number(answer.headers['retry-after'] ?? 1)));
  }
}
