import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditOutcome } from './audit-entry.entity.js';

/** The chain of what has no organisation: a refused sign-in of an unknown account, the sealing of heads, a restore. */
export const chainOfNoOrganisation = '00000000-0000-0000-0000-000000000000';

/** What was done. Plain words and ids: the table refuses whatever could have been written by a person. */
export interface AuditEntry {
  /** For example `report.read`: `^[a-z][a-z0-9_.-]{0,60}$`. */
  action: string;
  /** The same pattern. */
  subjectKind: string;
  /** An id: up to 100 of `A-Za-z0-9_.:-` with at least one digit. */
  subjectId?: string;
  /** Names of fields, never their values: `^[a-z][a-z0-9_.]{0,60}$` each. */
  fields?: string[];
  /** Ids of what a list showed: UUIDs. */
  seen?: readonly string[];
  /** A code, `^[a-z][a-z0-9_]{0,60}$`. What a person wrote as a reason may quote somebody and belongs in the table of the matter. */
  reason?: string;
  /** Method and route, where the entry is about a request that was refused before any handler ran: `GET /v1/reports/:id`. */
  operation?: string;
  outcome?: AuditOutcome;
}

/** Every actor of the service is one; null is somebody who is not known (yet). */
export interface AuditedActor {
  /** A newcomer is staff whose role is not given yet, and is written down as staff; intake is the family that writes. */
  kind: 'staff' | 'newcomer' | 'partner' | 'family' | 'intake';
  id: string;
  organisationId: string;
  /** Null for a command line that acts in somebody's name, without his password: the entry says so. */
  sessionId?: string | null;
}

/**
 * Writes down who read or did what (R16). What is done is written in the transaction that does it, a look before its answer
 * goes out. The last statement of a transaction: it holds the lock of the organisation's chain until the commit.
 */
@Injectable()
export class Audit {
  /** @throws QueryFailedError when the entry does not fit the patterns, or is written for somebody else than who acts in this transaction */
  async record(manager: EntityManager, actor: AuditedActor | null, entry: AuditEntry): Promise<void> {
    await appendEntry(
      manager,
      actor?.organisationId ?? chainOfNoOrganisation,
      actor ?? { kind: 'nobody', id: null },
      actor?.sessionId === null ? { ...entry, reason: entry.reason ?? 'command_line' } : entry,
    );
  }
}

/** @returns the number of the entry in its chain */
export async function appendEntry(
  manager: Pick<EntityManager, 'query'>,
  chain: string,
  actor: AuditedActor | { kind: 'command' | 'service' | 'nobody'; id: null },
  entry: AuditEntry,
): Promise<number> {
  const [{ seq }]: { seq: string }[] = await manager.query(
    'select append_audit_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as seq',
    [
      chain,
      actor.kind === 'newcomer' ? 'staff' : actor.kind === 'intake' ? 'family' : actor.kind,
      actor.id,
      entry.action,
      entry.subjectKind,
      entry.subjectId ?? null,
      entry.fields ?? [],
      entry.seen ?? [],
      entry.reason ?? null,
      entry.operation ?? null,
      entry.outcome ?? 'done',
    ],
  );
  return Number(seq);
}
