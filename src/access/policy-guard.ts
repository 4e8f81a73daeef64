import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Problem } from '../errors.js';
import type { RequestWithActor } from './actor.js';
import { policyOf } from './policies.js';
import { Sessions } from './sessions.js';

/** Runs before every handler. What has no policy row is refused; not allowed and not there read the same. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const policy = policyOf(request.method, request.routeOptions.url ?? '');
    if (!policy) throw new Problem('access.not_found');
    if (policy.who === 'anyone') return true;
    const actor = await this.sessions.actorOf(request);
    if (!actor) throw new Problem('access.sign_in');
    if (!policy.roles.includes(actor.role)) throw new Problem('access.not_found');
    request.actor = actor;
    return true;
  }
}
