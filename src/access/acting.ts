import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { noteDeniedRead } from '../alarms/raise-alarm.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { type ErrorCode, type FieldError, Problem } from '../errors.js';
import type { Actor, IntakeActor, Newcomer } from './actor.js';

/**
 * Thrown inside `Acting.as`: everything that was done is taken back, the refusal is written down, and the outside learns only that there
 * is nothing here. Another code is for what the caller may know of already.
 */
export class Denied extends Problem {
  constructor(
    readonly entry: Omit<AuditEntry, 'outcome'>,
    code: ErrorCode = 'access.not_found',
    errors?: FieldError[],
  ) {
    super(code, undefined, errors);
  }
}

type ActsAs = Actor | Newcomer | IntakeActor;

/** Deadlock and serialisation failure: Postgres took everything back because of another transaction, and it may go well now. */
export const lostAgainstAnother: ReadonlySet<string> = new Set(['40P01', '40001']);

/** Refusals about these are counted: who tries one after the other is noticed (R14). */
const ofCases: ReadonlySet<string> = new Set([
  'report',
  'reporter',
  'suggestion',
  'case',
  'contest',
  'fate_claim',
  'disclosure',
]);

/**
 * The one way of the API to the record. Row-level security reads from the transaction who acts and for which organisation; without
 * these settings a query finds nothing. They end with the transaction, so that a pooled connection carries nobody's name on to the
 * next request.
 */
@Injectable()
export class Acting {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /**
   * Runs `work` in one transaction in the name of the actor. Work that lost against another transaction is run a second time, so it must
   * be nothing but work in the database.
   * @param onlyOnce for work that takes in what cannot be had again, as the bytes of an upload
   */
  async as<T>(actor: ActsAs, work: (manager: EntityManager) => Promise<T>, { onlyOnce = false } = {}): Promise<T> {
    try {
      return await this.transaction(actor, null, work, onlyOnce ? 1 : 2);
    } catch (error) {
      if (error instanceof Denied) await this.writeRefusal(actor, error.entry);
      throw error;
    }
  }

  /** Before it is known who comes: only the tables by which somebody is recognised can be read (accounts, sessions, keys, receipts). */
  atTheDoor<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(null, 'door', work);
  }

  /** For what the service clears away by itself: only rows that are old enough can be seen or deleted. */
  sweeping<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(null, 'sweep', work);
  }

  /** Writes down what somebody was refused, in a transaction of its own. */
  async writeRefusal(actor: ActsAs | null, entry: Omit<AuditEntry, 'outcome'>): Promise<void> {
    await this.transaction(actor, null, async (manager) => {
      if (actor?.kind === 'staff' && ofCases.has(entry.subjectKind)) await noteDeniedRead(manager, actor);
      await this.audit.record(manager, actor, { ...entry, outcome: 'denied' });
    });
  }

  private async transaction<T>(
    actor: ActsAs | null,
    purpose: 'door' | 'sweep' | null,
    work: (manager: EntityManager) => Promise<T>,
    tries = 2,
  ): Promise<T> {
    for (let left = tries - 1; ; left--) {
      try {
        return await this.transactionOnce(actor, purpose, work);
      } catch (error) {
        if (left === 0 || !lostAgainstAnother.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  private transactionOnce<T>(
    actor: ActsAs | null,
    purpose: 'door' | 'sweep' | null,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        `select set_config('app.organisation', $1, true), set_config('app.actor', $2, true),
                set_config('app.role', $3, true), set_config('app.purpose', $4, true),
                set_config('app.report', $5, true), set_config('app.reporter', $6, true)`,
        [
          actor?.organisationId ?? '',
          actor?.id ?? '',
          actor?.role ?? '',
          purpose ?? '',
          actor?.kind === 'intake' ? actor.reportId : '',
          actor?.kind === 'intake' ? actor.reporterId : '',
        ],
      );
      return work(manager);
    });
  }
}
