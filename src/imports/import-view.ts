import { z } from 'zod';
import type { Actor } from '../access/actor.js';
import type { Source } from '../sources/source.entity.js';
import { allowedActions, importActions } from './allowed-actions.js';
import { CheckSummary } from './check-summary.js';
import { failureMessage } from './failure-message.js';
import type { Import, List } from './import.entity.js';
import { importStates } from './import-states.js';
import { ChoicesBody, InspectionView, inspectionView, ReasonView } from './inspection-view.js';
import { ColumnGuess } from './mapping/column-guess.js';
import { listKinds } from './mapping/import-fields.js';
import { Mapping } from './mapping/mapping.js';
import { ProgressView, progressOf } from './progress/progress-view.js';

const Time = z.iso.datetime();

export const ImportView = z
  .object({
    id: z.uuid(),
    revision: z.int().describe('Also the ETag: what changes the import names the revision that was seen'),
    kind: z.enum(listKinds),
    list: z.object({ id: z.uuid(), name: z.string() }),
    state: z.enum(importStates),
    failure: ReasonView.nullable(),
    source: z.object({
      id: z.uuid(),
      title: z.string(),
      document_type: z.string(),
      file_name: z.string(),
      bytes: z.int(),
      bytes_received: z.int(),
      sha256: z.string().nullable().describe('Known once the file was looked at'),
    }),
    version_at: Time,
    inspection: InspectionView.nullable().describe('Not in lists of imports'),
    choices: ChoicesBody.nullable(),
    mapping: Mapping.nullable(),
    mapping_guess: z.array(ColumnGuess).nullable().describe('Not in lists of imports'),
    summary: CheckSummary.nullable(),
    rows: z
      .object({
        total: z.int(),
        done: z.int(),
        created: z.int(),
        new_revision: z.int(),
        unchanged: z.int(),
        held: z.int(),
        rejected: z.int(),
        with_warnings: z.int(),
      })
      .describe('done = created + new_revision + unchanged + held + rejected, at every moment'),
    progress: ProgressView.nullable().describe('Of what is under way'),
    quarantine: z
      .object({ reasons: z.array(ReasonView), waits_for: z.enum(['first_person', 'second_person']).nullable() })
      .nullable()
      .describe('Why it waits until two people of the operator let it go on'),
    revert: z
      .object({ reason: z.string(), asked_at: Time, waits_for_second_person: z.boolean(), until: Time.nullable() })
      .nullable(),
    created_at: Time,
    confirmed_at: Time.nullable(),
    started_at: Time.nullable(),
    finished_at: Time.nullable(),
    allowed: z.array(z.enum(importActions)).describe('What you can ask for now'),
  })
  .meta({
    id: 'Import',
    description: 'One file on its way in. Nothing in it tells whether a row resembles a report.',
  });
export type ImportView = z.infer<typeof ImportView>;

const time = (date: Date | null) => date?.toISOString() ?? null;
const daysToBringBack = 30;

/** @param full with what was understood of the file, which is long */
export function importView(actor: Actor, row: Import, list: List, source: Source, full: boolean): ImportView {
  return {
    id: row.id,
    revision: row.revision,
    kind: row.kind,
    list: { id: list.id, name: list.name },
    state: row.state,
    failure:
      row.failureCode === null
        ? null
        : {
            code: row.failureCode,
            facts: row.failureFacts ?? {},
            message: failureMessage(row.failureCode, row.failureFacts),
          },
    source: {
      id: source.id,
      title: source.title,
      document_type: source.documentType,
      file_name: source.fileName,
      bytes: Number(source.byteSize),
      bytes_received: Number(source.bytesReceived),
      sha256: source.sha256?.toString('hex') ?? null,
    },
    version_at: row.versionAt.toISOString(),
    inspection: full && row.inspection ? inspectionView(row.inspection) : null,
    choices: row.choices,
    mapping: full ? row.mapping : null,
    mapping_guess: full ? row.mappingGuess : null,
    summary: row.summary,
    rows: {
      total: row.rowsTotal,
      done: row.rowsDone,
      created: row.rowsCreated,
      new_revision: row.rowsNewRevision,
      unchanged: row.rowsUnchanged,
      held: row.rowsHeld,
      rejected: row.rowsRejected,
      with_warnings: row.rowsWithWarnings,
    },
    progress: progressOf(row, source),
    quarantine: quarantineOf(row),
    revert: revertOf(row),
    created_at: row.createdAt.toISOString(),
    confirmed_at: time(row.confirmedAt),
    started_at: time(row.startedAt),
    finished_at: time(row.finishedAt),
    allowed: allowedActions(actor, row.state, row.rowsDone),
  };
}

/** Only before the run: what is noticed after it comes from comparing, of which whoever handed the list in learns nothing. */
function quarantineOf(row: Import): ImportView['quarantine'] {
  if (row.state !== 'held_back' || row.quarantine === null) return null;
  const reasons = row.quarantine.filter(({ code }) => !code.startsWith('matches.'));
  return {
    reasons: reasons.map(({ code, facts, message }) => ({ code, facts, message })),
    waits_for: row.releaseAskedBy === null ? 'first_person' : 'second_person',
  };
}

function revertOf(row: Import): ImportView['revert'] {
  if (row.revertReason === null || row.revertAskedAt === null) return null;
  const until = row.revertedAt && new Date(row.revertedAt.getTime() + daysToBringBack * 86_400_000);
  return {
    reason: row.revertReason,
    asked_at: row.revertAskedAt.toISOString(),
    waits_for_second_person: row.state === 'done' || row.state === 'cancelled',
    until: time(until),
  };
}
