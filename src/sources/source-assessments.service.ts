import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { Audit } from '../audit/audit.js';
import type { IssuerKind } from './perpetrator-documents.js';
import { type Authenticity, SourceAssessment } from './source-assessment.entity.js';

export interface Assessment {
  authenticity: Authenticity;
  issuer_kind: IssuerKind;
  note: string;
}

/** What people find out about documents: whether they are genuine, and whose word they are. */
@Injectable()
export class SourceAssessments {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** Newest first: the first one counts. */
  list(actor: StaffActor, sourceId: string): Promise<SourceAssessment[]> {
    return this.acting.as(actor, async (manager) => {
      const items = await manager.find(SourceAssessment, { where: { sourceId }, order: { at: 'DESC', id: 'DESC' } });
      await this.audit.record(manager, actor, {
        action: 'source.assessments_listed',
        subjectKind: 'source',
        subjectId: sourceId,
      });
      return items;
    });
  }

  assess(actor: StaffActor, sourceId: string, key: string, assessment: Assessment) {
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: `assessSource ${sourceId}`, body: assessment };
      const { id, replayed } = await this.idempotency.once(manager, actor, request, async (id) => {
        await manager.insert(SourceAssessment, {
          id,
          sourceId,
          organisationId: actor.organisationId,
          authenticity: assessment.authenticity,
          issuerKind: assessment.issuer_kind,
          note: assessment.note,
          assessedBy: actor.id,
        });
        await this.audit.record(manager, actor, {
          action: 'source.assessed',
          subjectKind: 'source',
          subjectId: sourceId,
          reason: assessment.authenticity,
        });
      });
      return { assessment: await manager.findOneByOrFail(SourceAssessment, { id }), replayed };
    });
  }
}
