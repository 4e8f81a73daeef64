import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { MetricsAddress } from '../config.js';
import { version } from '../version.js';
import { buildInfo, type WatchedProcess, watched } from './metric-list.js';

export interface MetricsListener {
  close(): Promise<void>;
}

/** Asked before each answer: what stands in the database and the queue. Must not throw. */
export type Look = () => Promise<void>;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/**
 * Tells how this process does, on an address of its own and to nobody but who shows the token (or, without one, to this machine). What is not allowed and what is
 * not there read the same. `/health` says only that the process answers.
 */
export async function listenForWatchers(
  of: WatchedProcess,
  { host, port, token }: MetricsAddress,
  look: Look,
): Promise<MetricsListener> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const one of watched) if (one.of.includes(of)) registry.registerMetric(one.metric);
  buildInfo.set({ version }, 1);
  const expected = token === null ? null : sha256(`Bearer ${token}`);
  const mayWatch = ({ headers }: FastifyRequest) =>
    expected === null || timingSafeEqual(sha256(headers.authorization ?? ''), expected);

  // Loaded only where somebody watches: the sender and the notifier answer no requests otherwise.
  const { fastify } = await import('fastify');
  const server = fastify({ bodyLimit: 1, requestTimeout: 10_000, exposeHeadRoutes: false });
  const nothing = (_request: FastifyRequest, reply: FastifyReply) => reply.code(404).send();
  server.setNotFoundHandler(nothing);
  server.setErrorHandler((_error, request, reply) => nothing(request, reply));
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  server.get('/health', (_request, reply) => reply.type('text/plain').send('ok\n'));
  server.get('/metrics', async (request, reply) => {
    if (!mayWatch(request)) return nothing(request, reply);
    await look();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  await server.listen({ host, port });
  return { close: () => server.close() };
}
