import { Injectable } from '@nestjs/common';
import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { isFamilyPage } from '../family-languages.js';
import type { Actor } from './actor.js';

/** Browsers keep these over HTTPS or on this machine itself, send them to this host only, and never show them to a script. */
export const staffCookie = '__Host-athar';
export const familyCookie = '__Host-athar-family';

/** What a credential begins with says who looks it up; the rest is random. */
export type CredentialPrefix = 'ats_' | 'atk_' | 'atf_';

/** @returns who comes with this credential, or null when it is not known, run out or revoked: all the same to the outside. */
export type Recognise = (credential: string, request: FastifyRequest) => Promise<Actor | null>;

/** Asks who calls. Each kind of credential is registered by the room that gives it out. */
@Injectable()
export class Callers {
  private readonly recognisers = new Map<CredentialPrefix, Recognise>();

  register(prefix: CredentialPrefix, recognise: Recognise): void {
    this.recognisers.set(prefix, recognise);
  }

  async of(request: FastifyRequest): Promise<Actor | null> {
    const credential = credentialOf(request);
    if (!credential) return null;
    const recognise = this.recognisers.get(credential.value.slice(0, 4) as CredentialPrefix);
    return recognise ? recognise(credential.value, request) : null;
  }
}

export interface Credential {
  value: string;
  /** A browser sends a cookie by itself, also when another site made it ask; then the request must prove that our own page made it. */
  from: 'header' | 'cookie';
}

/** Programs send an Authorization header, browsers a cookie: the family's on the family's paths, the staff's on all others. */
export function credentialOf(request: FastifyRequest): Credential | null {
  const bearer = /^Bearer (at[skf]_[\w.-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { value: bearer, from: 'header' };
  const route = request.routeOptions.url ?? '';
  const family = route.startsWith('/v1/family') || isFamilyPage(route);
  const cookie = request.cookies[family ? familyCookie : staffCookie];
  return cookie && /^at[sf]_[\w.-]{20,200}$/.test(cookie) ? { value: cookie, from: 'cookie' } : null;
}
