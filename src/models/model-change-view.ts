import { z } from 'zod';
import { paragraph } from '../request-text.js';
import { DryRun } from './dry-run.js';
import { type ModelChange, modelChangeKinds, modelDecisions } from './model.entity.js';

const reason = paragraph(2000);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const NewModelChange = z
  .strictObject({
    file: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('A model file as "athar model estimate --write" makes it, as one JSON object'),
    hash: Hash.optional().describe('Of a model that is stored already, in place of the file'),
    reason,
  })
  .refine(({ file, hash }) => (file === undefined) !== (hash === undefined), 'Give the file or the hash, one of them.')
  .meta({
    id: 'NewModelChange',
    examples: [
      {
        hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        reason: 'Estimated from 240 decisions of this spring; no confirmed pair falls.',
      },
    ],
  });
export type NewModelChange = z.infer<typeof NewModelChange>;

export const ModelRollback = z
  .strictObject({ reason })
  .meta({ id: 'ModelRollback', examples: [{ reason: 'Pairs of brothers stand too high since yesterday.' }] });

const ModelName = z.object({ hash: z.string(), version: z.string() });

export const ModelChangeView = z
  .object({
    id: z.uuid(),
    kind: z.enum(modelChangeKinds),
    state: z.enum(['pending', ...modelDecisions]),
    model: ModelName,
    replaces: ModelName.describe('The model in use when it was proposed'),
    reason: z.string(),
    proposed_by: z.uuid(),
    proposed_by_name: z.string().nullable(),
    proposed_at: z.iso.datetime(),
    decided_by: z.uuid().nullable(),
    decided_by_name: z.string().nullable(),
    decided_at: z.iso.datetime().nullable(),
    dry_run: DryRun.nullable().describe('Null for going back: those figures were seen when the model was put in use'),
  })
  .meta({
    id: 'ModelChange',
    description:
      'pending until a second person confirms or refuses, or the proposer withdraws; at_once: one went back to the model before',
  });
export type ModelChangeView = z.infer<typeof ModelChangeView>;

/** A change with what is looked up beside it. */
export interface NamedChange extends ModelChange {
  modelVersion: string;
  replacesVersion: string;
  proposedByName: string | null;
  decidedByName: string | null;
}

export const modelChangeView = (change: NamedChange): ModelChangeView => ({
  id: change.id,
  kind: change.kind,
  state: change.decision ?? 'pending',
  model: { hash: change.modelHash, version: change.modelVersion },
  replaces: { hash: change.replacesHash, version: change.replacesVersion },
  reason: change.reason,
  proposed_by: change.proposedBy,
  proposed_by_name: change.proposedByName,
  proposed_at: change.proposedAt.toISOString(),
  decided_by: change.decidedBy,
  decided_by_name: change.decidedByName,
  decided_at: change.decidedAt?.toISOString() ?? null,
  dry_run: change.dryRun,
});
