import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting, Denied } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { requireAgreement, requireNotRevoked } from '../../administration/agreements.js';
import { Audit } from '../../audit/audit.js';
import { Problem } from '../../errors.js';
import { Doorbell } from '../../jobs/doorbell.js';
import { markDue } from '../../jobs/due-marks.js';
import { Turns } from '../../turns.js';
import type { ImportState } from '../import-states.js';
import { pieces, tooMuch } from './pieces.js';

/** Uploads taken in at a time. Each holds a piece in memory, and a connection to the database only while one is stored. */
const uploadsAtATime = 16;
/** Further ones are asked to come again. */
const uploadsWaiting = 50;
const longestWaitMs = 20_000;

export interface Received {
  /** Bytes that are stored. */
  offset: number;
  /** As announced. */
  length: number;
}

/** How far the file is in the row of its source, locked or not. */
interface Receiving extends Received {
  sourceId: string;
  state: ImportState;
  revision: number;
}

/** The file does not go on where the sender thinks. */
export class WrongOffset extends Problem {
  constructor(readonly received: Received) {
    super('upload.wrong_offset');
  }
}

/**
 * Takes in the bytes of a file (core protocol of tus 1.0). Every piece is stored in a transaction of its own, with how far the file is: whatever
 * breaks, a sender asks how far it came and goes on there.
 */
@Injectable()
export class ReceiveFile {
  private readonly turns = new Turns(uploadsAtATime, uploadsWaiting, longestWaitMs);

  constructor(
    private readonly acting: Acting,
    private readonly doorbell: Doorbell,
    private readonly audit: Audit,
  ) {}

  received(actor: Actor, importId: string): Promise<Received> {
    return this.acting.as(actor, async (manager) => {
      const { offset, length } = await look(manager, actor, importId);
      return { offset, length };
    });
  }

  /**
   * Stores what comes from `offset` on. The last byte of the file gives it to the workers. Of two senders at once one gets upload.wrong_offset.
   * @param announced bytes of this part, where the sender said so
   * @throws WrongOffset; Problem import.wrong_state, request.too_large, access.sign_in when the key was revoked meanwhile, agreement.missing at
   * the last byte. What was stored before stays.
   */
  async receive(
    actor: Actor,
    importId: string,
    offset: number,
    bytes: AsyncIterable<Uint8Array>,
    announced: number | null,
  ): Promise<Received> {
    return this.turns.take(async () => {
      const begun = await this.acting.as(actor, (manager) => look(manager, actor, importId));
      requireHere(begun, offset);
      if (announced !== null && offset + announced > begun.length) throw tooMuch();
      let at = offset;
      for await (const piece of pieces(bytes, begun.length - offset)) {
        await this.acting.as(actor, (manager) => this.keep(manager, actor, importId, at, piece));
        at += piece.length;
      }
      if (at === begun.length) await this.doorbell.ring('imports.inspect', [importId]);
      return { offset: at, length: begun.length };
    });
  }

  private async keep(manager: EntityManager, actor: Actor, importId: string, at: number, piece: Buffer): Promise<void> {
    const now = await look(manager, actor, importId, 'for update of i, s');
    requireHere(now, at);
    // The bytes may have taken minutes to come.
    await requireNotRevoked(manager, actor);
    await manager.query(
      `insert into source_chunks (source_id, organisation_id, position, bytes)
       select $1, $2, coalesce(max(position) + 1, 0), $3 from source_chunks where source_id = $1`,
      [now.sourceId, actor.organisationId, piece],
    );
    await manager.query('update sources set bytes_received = $2 where id = $1', [now.sourceId, at + piece.length]);
    if (at + piece.length < now.length) return;
    await requireAgreement(manager, actor.organisationId, 'import');
    await manager.query("update imports set state = 'inspecting', revision = revision + 1 where id = $1", [importId]);
    await markDue(manager, 'imports.inspect', actor.organisationId, [{ id: importId, revision: now.revision + 1 }]);
    await this.audit.record(manager, actor, { action: 'import.received', subjectKind: 'import', subjectId: importId });
  }
}

async function look(manager: EntityManager, actor: Actor, importId: string, lock = ''): Promise<Receiving> {
  const [row]: { source_id: string; received: string; size: string; state: ImportState; revision: number }[] =
    await manager.query(
      `select i.source_id, i.state, i.revision, s.bytes_received as received, s.byte_size as size
       from imports i join sources s on s.id = i.source_id where i.id = $1 and i.organisation_id = $2 ${lock}`,
      [importId, actor.organisationId],
    );
  if (!row) throw new Denied({ action: 'import.received', subjectKind: 'import', subjectId: importId });
  const { source_id: sourceId, state, revision } = row;
  return { sourceId, state, revision, offset: Number(row.received), length: Number(row.size) };
}

function requireHere(now: Receiving, offset: number): void {
  if (now.state !== 'receiving') throw new Problem('import.wrong_state', `The import is in the state ${now.state}.`);
  if (now.offset !== offset) throw new WrongOffset({ offset: now.offset, length: now.length });
}
