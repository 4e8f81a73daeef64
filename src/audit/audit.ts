import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/actor.js';

export interface AuditEntry {
  action: string;
  subjectKind: string;
  subjectId?: string;
  /** Names of fields, never their values. */
  fields?: string[];
  /** Ids of what a list showed. */
  seen?: readonly string[];
  /** A code, never the words of a person. */
  reason?: string;
  /** Method and route, where the entry is about a request that was refused before any handler ran. */
  operation?: string;
  outcome?: 'done' | 'denied' | 'refused';
}

/** Writes down who read or did what. What is done is written in the transaction that does it, a look before its answer goes out. */
@Injectable()
export class Audit {
  async record(manager: EntityManager, actor: Actor | null, entry: AuditEntry): Promise<void> {
    await manager.query(
      `insert into audit_events (organisation_id, actor_id, actor, action, subject_kind, subject_id, fields, outcome)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        actor?.organisationId ?? null,
        actor?.id ?? null,
        actor ? `${actor.kind}:${actor.id}` : 'nobody',
        entry.action,
        entry.subjectKind,
        entry.subjectId ?? null,
        entry.fields ?? [],
        entry.outcome ?? 'done',
      ],
    );
  }
}
