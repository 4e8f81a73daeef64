import { randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Problem } from '../errors.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import type { Actor } from './actor.js';

/** The Idempotency-Key of the request. A POST without one is refused: a retry on a weak network must not file a report twice. */
export const IdempotencyKeyHeader = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (value === undefined) throw new Problem('idempotency.missing');
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{8,128}$/.test(value)) throw new Problem('idempotency.malformed');
  return value;
});

export interface OnceRequest {
  key: string;
  operation: string;
  /** What was asked, as it came in. Compared by a keyed hash: from a plain one a name could be guessed and confirmed (security.md, GlobaLeaks #822). */
  body: unknown;
}

@Injectable()
export class Idempotency {
  constructor(private readonly keys: KeyRingFile) {}

  /**
   * Runs `create` at most once for a key, inside the caller's transaction. A second request waits for the first one's commit.
   * @returns the id of the resource and whether it existed already.
   * @throws Problem idempotency.reused when the key came with another body or for another operation.
   */
  async once(
    manager: EntityManager,
    actor: Actor,
    request: OnceRequest,
    create: (id: string) => Promise<void>,
  ): Promise<{ id: string; replayed: boolean }> {
    // Bound to the caller and the key, so that equal requests of two people do not look alike. Any key of the ring may have made the stored one.
    const hashes = this.keys.current().macs('idempotency', actor.id, request.key, JSON.stringify(request.body));
    const id = randomUUID();
    const inserted: unknown[] = await manager.query(
      `insert into idempotency_keys (actor_id, organisation_id, key, operation, request_hash, resource_id) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing returning key`,
      [actor.id, actor.organisationId, request.key, request.operation, hashes[0].digest, id],
    );
    if (inserted.length > 0) {
      await create(id);
      return { id, replayed: false };
    }
    const [first]: { operation: string; request_hash: Buffer; resource_id: string }[] = await manager.query(
      'select operation, request_hash, resource_id from idempotency_keys where actor_id = $1 and key = $2',
      [actor.id, request.key],
    );
    const same = hashes.some(({ digest }) => first.request_hash.equals(digest));
    if (first.operation !== request.operation || !same) throw new Problem('idempotency.reused');
    return { id: first.resource_id, replayed: true };
  }
}
