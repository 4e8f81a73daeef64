import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Acting } from '../access/acting.js';
import type { FamilyActor, IntakeActor } from '../access/actor.js';
import { raiseAlarm } from '../alarms/raise-alarm.js';
import { Audit } from '../audit/audit.js';
import { caseworkParagraph } from '../bank-data.js';
import { extortionDemands, extortionWays } from '../cases/extortion.entity.js';
import { FilingLimits } from './filing-limits.js';
import { intakeOf } from './intake.js';
import { operatorId } from './operator.js';

export const ExtortionTold = z.strictObject({
  asked_for: z.enum(extortionDemands),
  way: z.enum(extortionWays),
  told: caseworkParagraph(4000),
});
export type ExtortionTold = z.infer<typeof ExtortionTold>;

/** Somebody asks a family for money, papers or a meeting in exchange for news (R13). Told by the family itself, signed in or not. */
@Injectable()
export class FamilyExtortion {
  constructor(
    private readonly acting: Acting,
    private readonly limits: FilingLimits,
    private readonly audit: Audit,
  ) {}

  /**
   * With a report: its case is held and its contacts are hidden from this moment on. Without one it is kept apart for those who review such things.
   * Supervisors are rung for either way.
   * @param id made with the form: the same one again is the same word
   * @param address of who tells (`request.ip`)
   * @throws Problem access.too_many_tries, access.sign_in, service.unavailable
   */
  async file(
    actor: FamilyActor | null,
    body: ExtortionTold,
    address: string,
    id: string = randomUUID(),
  ): Promise<void> {
    if (actor) return this.fileAboutOwn(await intakeOf(this.acting, actor), body, id);
    const takeBack = await this.limits.take('extortion_tip', address);
    try {
      if (!(await this.fileTip(body, id))) await takeBack();
    } catch (error) {
      await takeBack();
      throw error;
    }
  }

  private fileAboutOwn(actor: IntakeActor, body: ExtortionTold, id: string): Promise<void> {
    return this.acting.as(actor, async (manager) => {
      const [{ case_id }]: { case_id: string | null }[] = await manager.query(
        'select family_reports_extortion($1, $2, $3, $4) as case_id',
        [id, body.asked_for, body.way, body.told],
      );
      // Told before.
      if (case_id === null) return;
      await raiseAlarm(manager, actor, 'extortion_reported', { kind: 'case', id: case_id });
      const entry = { action: 'case.extortion-reported', subjectKind: 'case', subjectId: case_id };
      await this.audit.record(manager, actor, entry);
    });
  }

  /** Nobody knows who tells it: what he tells is all that there is of him. @returns false when it was told before */
  private async fileTip(body: ExtortionTold, id: string): Promise<boolean> {
    const organisationId = await operatorId(this.acting);
    const nobody: IntakeActor = { kind: 'intake', role: 'intake', id, organisationId, reportId: id, reporterId: id };
    return this.acting.as(nobody, async (manager) => {
      const told: unknown[] = await manager.query(
        `insert into extortion_tips (id, organisation_id, asked_for, way, told) values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing returning id`,
        [id, organisationId, body.asked_for, body.way, body.told],
      );
      if (told.length === 0) return false;
      await raiseAlarm(manager, nobody, 'extortion_reported', { kind: 'extortion_tip', id });
      await this.audit.record(manager, nobody, {
        action: 'extortion_tip.told',
        subjectKind: 'extortion_tip',
        subjectId: id,
      });
      return true;
    });
  }
}
