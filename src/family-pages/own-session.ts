import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FamilyActor } from '../access/actor.js';
import { Callers, credentialOf, familyCookie } from '../access/callers.js';
import { csrfTokenOf } from '../access/cross-site.js';
import { FamilySessions } from '../receipts/family-sessions.js';
import type { Here } from './page.js';
import { pageOf } from './page-of.js';

/** The browser forgets everything of this service (security.md C4). */
export const forgetEverything = '"cache", "cookies", "storage"';

/** A page of the own report: the guard has asked who comes. */
export interface OwnPage {
  here: Here;
  /** Stands in each form of the page. */
  token: string;
}

export const ownPage = (request: FastifyRequest): OwnPage => ({
  here: pageOf(request, true),
  token: csrfTokenOf(credentialOf(request)?.value ?? ''),
});

/** Sessions of families on pages that anybody may ask for, and their end. */
@Injectable()
export class OwnSession {
  constructor(
    private readonly callers: Callers,
    private readonly sessions: FamilySessions,
  ) {}

  /** @returns who comes, and with what; null when nobody of a family does */
  async of(request: FastifyRequest): Promise<{ actor: FamilyActor; credential: string } | null> {
    const actor = await this.callers.of(request);
    const credential = credentialOf(request);
    return actor?.kind === 'family' && credential ? { actor, credential: credential.value } : null;
  }

  /** In the browser and here. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.clearCookie(familyCookie, { path: '/', secure: true });
    const session = await this.of(request);
    if (session) await this.sessions.end(session.actor, session.credential);
  }
}
