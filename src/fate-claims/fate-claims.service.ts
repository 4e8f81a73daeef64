import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { claimsNow, type FateClaimToday } from './claims-now.js';
import { FateClaimRow, FateReview } from './fate-claim.entity.js';
import type { FateClaimBody, FateReviewBody } from './fate-claim-view.js';
import { holdStill } from './hold-still.js';
import { requireSoundBasis } from './sound-basis.js';

/** The timeline of what people assess became of somebody. Only ever added to; nothing here changes a report, a case or a message. */
@Injectable()
export class FateClaims {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Newest first. */
  list(actor: StaffActor, caseId: string): Promise<FateClaimToday[]> {
    return this.acting.as(actor, async (manager) => {
      const claims = await claimsNow(manager, caseId);
      await this.audit.record(manager, actor, {
        action: 'fate-claims.listed',
        subjectKind: 'case',
        subjectId: caseId,
        seen: claims.map(({ row }) => row.id),
      });
      return claims;
    });
  }

  /**
   * @throws Problem fate_claim.basis_missing, fate_claim.basis_unknown, fate_claim.perpetrators_only, fate_claim.superseded
   */
  add(actor: StaffActor, caseId: string, key: string, body: FateClaimBody) {
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: `claimFate ${caseId}`, body };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (claimId) => {
        await holdStill(manager, caseId);
        await requireSoundBasis(manager, caseId, body);
        await requireReplaceable(manager, caseId, body.supersedes);
        await manager.insert(FateClaimRow, {
          id: claimId,
          caseId,
          organisationId: actor.organisationId,
          claim: body.claim,
          level: body.level,
          basis: body.basis,
          note: body.note ?? null,
          familyAccepts: body.family_accepts,
          legalStatus: body.legal_status,
          supersedes: body.supersedes ?? null,
          assessedBy: actor.id,
        });
        await this.audit.record(manager, actor, {
          action: 'fate-claim.added',
          subjectKind: 'case',
          subjectId: caseId,
          seen: [claimId],
        });
      });
      return { claim: await claimToday(manager, id), replayed };
    });
  }

  /** @throws Problem fate_claim.same_person, fate_claim.reviewed, fate_claim.superseded, decision.note_missing */
  review(actor: StaffActor, claimId: string, key: string, body: FateReviewBody) {
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: `reviewFate ${claimId}`, body };
      const { replayed } = await this.idempotency.once(manager, actor, request, async () => {
        const claim = await manager.findOneBy(FateClaimRow, { id: claimId });
        if (!claim) throw new Denied({ action: 'fate-claim.reviewed', subjectKind: 'fate-claim', subjectId: claimId });
        await holdStill(manager, claim.caseId);
        await this.requireSecondLook(manager, actor, claim, body);
        await manager.insert(FateReview, {
          id: randomUUID(),
          claimId,
          organisationId: claim.organisationId,
          assessedBy: claim.assessedBy,
          reviewer: actor.id,
          agrees: body.agrees,
          note: body.note ?? null,
        });
        await this.audit.record(manager, actor, {
          action: 'fate-claim.reviewed',
          subjectKind: 'fate-claim',
          subjectId: claimId,
          reason: body.agrees ? 'agrees' : 'disagrees',
        });
      });
      return { claim: await claimToday(manager, claimId), replayed };
    });
  }

  private async requireSecondLook(
    manager: EntityManager,
    actor: StaffActor,
    claim: FateClaimRow,
    body: FateReviewBody,
  ): Promise<void> {
    if (claim.assessedBy === actor.id) throw new Problem('fate_claim.same_person');
    if (await manager.existsBy(FateClaimRow, { supersedes: claim.id })) throw new Problem('fate_claim.superseded');
    if (await manager.existsBy(FateReview, { claimId: claim.id, reviewer: actor.id }))
      throw new Problem('fate_claim.reviewed');
    if (!body.agrees && !body.note)
      throw new Problem('decision.note_missing', undefined, [
        { pointer: '/note', code: 'field.missing', message: 'Write why you do not agree.' },
      ]);
  }
}

async function requireReplaceable(manager: EntityManager, caseId: string, supersedes?: string): Promise<void> {
  if (supersedes === undefined) return;
  const replaced = await manager.existsBy(FateClaimRow, { supersedes });
  if (replaced || !(await manager.existsBy(FateClaimRow, { id: supersedes, caseId })))
    throw new Problem('fate_claim.superseded', undefined, [
      { pointer: '/supersedes', code: 'fate_claim.superseded', message: 'Name a present claim of this case.' },
    ]);
}

async function claimToday(manager: EntityManager, id: string): Promise<FateClaimToday> {
  const { caseId } = await manager.findOneByOrFail(FateClaimRow, { id });
  const found = (await claimsNow(manager, caseId)).find(({ row }) => row.id === id);
  if (!found) throw new Error('A claim that was just read is missing.');
  return found;
}
