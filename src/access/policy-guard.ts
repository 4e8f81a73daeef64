import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { type ErrorCode, Problem } from '../errors.js';
import { Acting } from './acting.js';
import type { Actor, RequestWithActor } from './actor.js';
import { Admission } from './admission.js';
import { Callers, credentialOf } from './callers.js';
import { requireOwnPage } from './cross-site.js';
import { mayBeRead, reachesObject } from './object-checks.js';
import { mayCall, type Policy, policyOf } from './policies.js';

/**
 * Runs before every handler: who calls, may he call this, and does he reach what it is about? A guard and not a middleware, because those
 * are passed by on encoded paths (CVE-2025-69211). What is not allowed and what is not there read the same; the refusal is written down.
 */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly callers: Callers,
    private readonly acting: Acting,
    private readonly admission: Admission,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const route = request.routeOptions.url ?? '';
    const policy = policyOf(request.method, route);
    if (!policy) throw new Problem('access.not_found');
    this.admission.letIn(route);
    if (policy.callers.includes('anyone')) return true;
    const actor = await this.callers.of(request);
    const credential = credentialOf(request);
    if (!actor || !credential) throw new Problem('access.sign_in');
    requireOwnPage(request, credential, this.config.origin);
    const operation = `${request.method} ${route}`;
    if (!mayCall(policy, actor)) return this.refuse(actor, operation);
    if (!(await this.reaches(actor, policy, request))) return this.refuse(actor, operation, policy, request);
    if (policy.fresh && !isFresh(actor)) throw new Problem('access.fresh_sign_in');
    if (policy.readByTwo && !(await this.mayRead(actor, policy, request)))
      return this.refuse(actor, operation, policy, request, 'read.second_person');
    request.actor = actor;
    return true;
  }

  private async reaches(actor: Actor, { object }: Policy, request: RequestWithActor): Promise<boolean> {
    if (!object) return true;
    const id = (request.params as Record<string, string>)[object.param];
    return this.acting.as(actor, (manager) => reachesObject(manager, object.kind, id));
  }

  private mayRead(actor: Actor, { object }: Policy, request: RequestWithActor): Promise<boolean> {
    const id = object && (request.params as Record<string, string>)[object.param];
    return this.acting.as(actor, async (manager) => id !== undefined && mayBeRead(manager, id));
  }

  private async refuse(
    actor: Actor,
    operation: string,
    policy?: Policy,
    request?: RequestWithActor,
    code: ErrorCode = 'access.not_found',
  ): Promise<never> {
    const object = policy?.object;
    const id = object && request ? (request.params as Record<string, string>)[object.param] : undefined;
    await this.acting.writeRefusal(actor, {
      action: 'access.denied',
      subjectKind: object?.kind ?? 'operation',
      // An id that is no id may be anything that somebody typed.
      subjectId: id && /^[0-9a-f-]{36}$/i.test(id) ? id.toLowerCase() : undefined,
      operation,
    });
    throw new Problem(code);
  }
}

function isFresh(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.freshUntil !== null && actor.freshUntil > new Date();
}
