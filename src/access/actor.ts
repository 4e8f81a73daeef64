import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors.js';
import type { Account, Role } from './account.entity.js';

/** Who acts. Passed plainly, as the first argument, to everything that reads or changes the record. */
export interface Actor {
  accountId: string;
  organisationId: string;
  login: string;
  displayName: string;
  role: Role;
}

export function actorOf(account: Account): Actor {
  return {
    accountId: account.id,
    organisationId: account.organisationId,
    login: account.login,
    displayName: account.displayName,
    role: account.role,
  };
}

export type RequestWithActor = FastifyRequest & { actor?: Actor };

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  if (!actor) throw new Problem('access.sign_in');
  return actor;
});
