import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors.js';
import type { Account, Role, WorkingAccount } from './account.entity.js';

interface AnyActor {
  /** Of the account, the partner's key or the receipt: this is who is written down. */
  id: string;
  organisationId: string;
}

export interface StaffActor extends AnyActor {
  kind: 'staff';
  role: Role;
  login: string;
  displayName: string;
  /** Null for a command line that acts in somebody's name. */
  sessionId: string | null;
  /** Until when the last proof of identity counts as fresh; null when it does not. */
  freshUntil: Date | null;
}

export const scopes = ['import', 'read_own', 'overlap', 'read_feed'] as const;
export type Scope = (typeof scopes)[number];

/** A program of a partner organisation, known by its key. */
export interface PartnerActor extends AnyActor {
  kind: 'partner';
  role: 'partner';
  scopes: readonly Scope[];
}

/** A family, known by the receipt of its report, and by nothing else. */
export interface FamilyActor extends AnyActor {
  kind: 'family';
  role: 'family';
  reportId: string;
}

/**
 * What a family writes about its own report: the report itself, who tells it, what it says to us afterwards. It reaches rows of that one report and
 * that one person, and nothing is ever shown in its name: pages read as `family`.
 */
export interface IntakeActor extends AnyActor {
  kind: 'intake';
  role: 'intake';
  reportId: string;
  reporterId: string;
}

/** Somebody whose account has no role yet: he may set up how he will sign in, by the link that he was given, and nothing else. */
export interface Newcomer extends AnyActor {
  kind: 'newcomer';
  role: 'newcomer';
}

export const newcomer = ({ id, organisationId }: Pick<Account, 'id' | 'organisationId'>): Newcomer => ({
  kind: 'newcomer',
  role: 'newcomer',
  id,
  organisationId,
});

/** Who acts. Passed plainly, as the first argument, to everything that reads or changes the record. */
export type Actor = StaffActor | PartnerActor | FamilyActor;

export function staffActor(account: WorkingAccount, session: Pick<StaffActor, 'sessionId' | 'freshUntil'>): StaffActor {
  return {
    kind: 'staff',
    id: account.id,
    organisationId: account.organisationId,
    role: account.role,
    login: account.login,
    displayName: account.displayName,
    ...session,
  };
}

export type RequestWithActor = FastifyRequest & { actor?: Actor };

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  if (!actor) throw new Problem('access.sign_in');
  return actor;
});

/** For routes whose policy lets in staff only. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): StaffActor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  if (actor?.kind !== 'staff') throw new Problem('access.sign_in');
  return actor;
});

/** For routes whose policy lets in families only. */
export const CurrentFamily = createParamDecorator((_: unknown, context: ExecutionContext): FamilyActor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  if (actor?.kind !== 'family') throw new Problem('access.sign_in');
  return actor;
});
