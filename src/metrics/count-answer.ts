import type { FastifyReply, FastifyRequest } from 'fastify';
import { familyPageRoute } from '../family-languages.js';
import { httpDuration, httpResponses } from './metric-list.js';

/** Anything else is a word that a stranger chose. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts one answer under the template of its route: what stands in an address may be an id, or whatever somebody typed. */
export function countAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const method = methods.has(request.method) ? request.method : 'other';
  const { url } = request.routeOptions;
  // Pages for families are one route for all languages: which of them a family reads is nobody's to count.
  const route = url === undefined ? 'none' : (familyPageRoute(url) ?? url);
  httpDuration.observe({ method, route }, reply.elapsedTime / 1000);
  httpResponses.inc({ method, route, status: reply.statusCode });
}
