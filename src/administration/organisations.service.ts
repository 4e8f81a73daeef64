import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Agreement, Organisation } from '../access/account.entity.js';
import { Acting, Denied } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Idempotency } from '../access/idempotency.js';
import { reaches } from '../access/object-checks.js';
import { Audit } from '../audit/audit.js';
import { decodeCursor, encodeCursor } from '../views.js';
import { type OrganisationView, organisationView } from './organisation-view.js';

export interface NewAgreement {
  purpose: Agreement['purpose'];
  fields: string[];
  valid_from: string;
  valid_until: string;
}

/** The organisations that use this service, and what each of them agreed to (domain.md R27). */
@Injectable()
export class Organisations {
  constructor(
    private readonly acting: Acting,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  list(actor: StaffActor, page: { limit: number; cursor?: string }) {
    const after = decodeCursor(page.cursor, ['id']);
    return this.acting.as(actor, async (manager) => {
      const query = manager
        .createQueryBuilder(Organisation, 'organisation')
        .where(reaches.organisation.condition)
        .orderBy('organisation.id')
        .limit(page.limit + 1);
      if (after) query.andWhere('organisation.id > :after', { after: after[0] });
      const found = await query.getMany();
      const items = await views(manager, found.slice(0, page.limit));
      await this.audit.record(manager, actor, { action: 'organisations.listed', subjectKind: 'organisation' });
      return { items, next: found.length > page.limit ? encodeCursor([items[items.length - 1].id]) : null };
    });
  }

  /** The organisation of who asks, so that whoever hands in lists sees what was agreed. */
  own(actor: StaffActor): Promise<OrganisationView> {
    return this.acting.as(actor, async (manager) => {
      const entry = { action: 'organisation.viewed', subjectKind: 'organisation', subjectId: actor.organisationId };
      await this.audit.record(manager, actor, entry);
      return view(manager, actor.organisationId);
    });
  }

  /** A partner; there is one operator, made with the first account. @throws Problem organisation.name_taken */
  create(actor: StaffActor, key: string, name: string): Promise<OrganisationView> {
    const entry = { action: 'organisation.created', subjectKind: 'organisation' };
    return this.acting.as(actor, async (manager) => {
      const { id } = await this.idempotency.once(
        manager,
        actor,
        { key, operation: 'createOrganisation', body: { name } },
        async (id) => {
          const rows: unknown[] = await manager.query(
            `insert into organisations (id, kind, name) values ($1, 'partner', $2) on conflict (name) do nothing returning id`,
            [id, name],
          );
          if (rows.length === 0) throw new Denied(entry, 'organisation.name_taken');
          await this.audit.record(manager, actor, { ...entry, subjectId: id });
        },
      );
      return view(manager, id);
    });
  }

  addAgreement(actor: StaffActor, key: string, organisationId: string, agreement: NewAgreement) {
    return this.acting.as(actor, async (manager) => {
      const request = { key, operation: 'addAgreement', body: { organisationId, ...agreement } };
      await this.idempotency.once(manager, actor, request, async (id) => {
        await manager.insert(Agreement, {
          id,
          organisationId,
          purpose: agreement.purpose,
          fields: agreement.fields,
          validFrom: agreement.valid_from,
          validUntil: agreement.valid_until,
        });
        await this.audit.record(manager, actor, {
          action: 'agreement.added',
          subjectKind: 'agreement',
          subjectId: id,
          fields: [agreement.purpose],
        });
      });
      return view(manager, organisationId);
    });
  }

  /** From now on it allows nothing; that it was there stays known. Its last day is the day before today. */
  endAgreement(actor: StaffActor, organisationId: string, id: string): Promise<void> {
    const entry = { action: 'agreement.ended', subjectKind: 'agreement', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      if (!(await manager.existsBy(Agreement, { id, organisationId }))) throw new Denied(entry);
      await manager.query(
        `update agreements set valid_until = greatest(current_date - 1, valid_from - 1)
         where id = $1 and (valid_until is null or valid_until >= current_date)`,
        [id],
      );
      await this.audit.record(manager, actor, entry);
    });
  }

  /** In an emergency: everybody of the organisation has to sign in anew, except who asks for it. @returns how many sessions ended */
  endAllSessions(actor: StaffActor, id: string): Promise<number> {
    return this.acting.as(actor, async (manager) => {
      const [, ended]: [unknown, number] = await manager.query(
        `update sessions set revoked_at = now()
         where organisation_id = $1 and revoked_at is null and expires_at > now() and id is distinct from $2`,
        [id, actor.sessionId],
      );
      await this.audit.record(manager, actor, {
        action: 'organisation.sessions-ended',
        subjectKind: 'organisation',
        subjectId: id,
      });
      return ended;
    });
  }
}

async function views(manager: EntityManager, organisations: Organisation[]): Promise<OrganisationView[]> {
  const agreements = await manager.find(Agreement, {
    where: { organisationId: In(organisations.map((one) => one.id)) },
    order: { validFrom: 'ASC', id: 'ASC' },
  });
  const [{ today }]: { today: string }[] = await manager.query('select current_date::text as today');
  return organisations.map((organisation) => organisationView(organisation, agreements, today));
}

async function view(manager: EntityManager, id: string): Promise<OrganisationView> {
  return (await views(manager, [await manager.findOneByOrFail(Organisation, { id })]))[0];
}
