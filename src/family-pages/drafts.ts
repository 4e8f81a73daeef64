import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { openBytes, sealBytes } from '../keys/sealed-bytes.js';

/** Kept by the browser until it is closed, sent to this host only, and never shown to a script. */
export const draftCookie = '__Host-athar-draft';

/** Field name to what was typed, as it was typed, also where it has to be mended. */
export type Answers = Record<string, string>;

export interface Draft {
  /** Of the submission: whoever sends the same draft twice has filed one report. */
  id: string;
  /** By question. One that was not answered yet is not there. */
  answers: Partial<Record<string, Answers>>;
  /** Somebody types for the person who reports. */
  helper: boolean;
  /** Made before anything is sent, so that whoever sends twice gets the same one. */
  secret?: string;
  /** Once it was sent: what the receipt shows, until the family says that it has kept it. */
  receipt?: { number: string; secret: string };
}

/** Hours without a touch, and from the first one, after which a draft is gone. The pages say so before the first question. */
export const draftHours = { idle: 2, longest: 24 } as const;

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const emptyDraft = (): Draft => ({ id: randomUUID(), answers: {}, helper: false });
const living = `last_seen_at > now() - interval '${draftHours.idle} hours' and created_at > now() - interval '${draftHours.longest} hours'`;

/** Keeps what a family typed, sealed, for hours; nothing of it stays in the browser but a random token (ux.md 4.1, security.md C4). */
@Injectable()
export class Drafts {
  constructor(
    private readonly acting: Acting,
    private readonly keys: KeyRingFile,
  ) {}

  /** @returns the token of the request's draft, whether or not there is still one */
  tokenOf(request: FastifyRequest): string | null {
    const token = request.cookies[draftCookie];
    return token && /^[\w-]{43}$/.test(token) ? token : null;
  }

  /** @returns null when there is none, or it has run out */
  async of(request: FastifyRequest): Promise<Draft | null> {
    const token = this.tokenOf(request);
    if (!token) return null;
    return this.acting.atTheDoor(async (manager) => {
      const found = await this.read(manager, token);
      // Whoever reads page after page is noted once a minute: each note waits for the disk.
      if (found && found.unseenSeconds > 60)
        await manager.query('update family_drafts set last_seen_at = now() where token_hash = $1', [sha256(token)]);
      return found?.draft ?? null;
    });
  }

  /**
   * Changes the request's draft, or begins one. Two changes at once follow one another.
   * @param change what it throws leaves everything as it was. `begun`: there was none, or it has run out
   * @returns the draft as it is now
   */
  async change(
    request: FastifyRequest,
    reply: FastifyReply,
    change: (draft: Draft, token: string, begun: boolean) => void,
  ): Promise<Draft> {
    const known = this.tokenOf(request);
    const [token, draft] = await this.acting.atTheDoor(async (manager): Promise<[string, Draft]> => {
      const found = known && (await this.read(manager, known, 'for update'));
      // A token is never taken from outside: only one that we gave out and still know goes on.
      const token = found ? known : randomBytes(32).toString('base64url');
      const draft = found ? found.draft : emptyDraft();
      change(draft, token, !found);
      await manager.query(
        `insert into family_drafts (token_hash, sealed) values ($1, $2)
         on conflict (token_hash) do update set sealed = excluded.sealed, last_seen_at = now()`,
        [sha256(token), this.seal(token, draft)],
      );
      return [token, draft];
    });
    if (token !== known)
      reply.setCookie(draftCookie, token, { httpOnly: true, sameSite: 'strict', secure: true, path: '/' });
    return draft;
  }

  /** Nothing of it is left. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = this.tokenOf(request);
    reply.clearCookie(draftCookie, { path: '/', secure: true });
    if (token)
      await this.acting.atTheDoor((manager) =>
        manager.query('delete from family_drafts where token_hash = $1', [sha256(token)]),
      );
  }

  private async read(
    manager: EntityManager,
    token: string,
    lock: 'for update' | '' = '',
  ): Promise<{ draft: Draft; unseenSeconds: number } | null> {
    const [row]: { sealed: Buffer; unseenSeconds: number }[] = await manager.query(
      `select sealed, extract(epoch from now() - last_seen_at)::float8 as "unseenSeconds" from family_drafts where token_hash = $1 and ${living} ${lock}`,
      [sha256(token)],
    );
    if (!row) return null;
    for (const { digest } of this.keys.current().macs('lookup', 'family draft', token)) {
      const plain = openBytes(digest, sha256(token), row.sealed);
      if (plain) return { draft: JSON.parse(plain.toString()), unseenSeconds: row.unseenSeconds };
    }
    return null;
  }

  private seal(token: string, draft: Draft): Buffer {
    const key = this.keys.current().mac('lookup', 'family draft', token);
    return sealBytes(key, sha256(token), Buffer.from(JSON.stringify(draft)));
  }
}
