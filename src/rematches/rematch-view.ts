import { z } from 'zod';
import { type Rematch, rematchReasons, rematchStates, rematchSteps } from './rematch.entity.js';

const Progress = z.object({ total: z.int(), done: z.int() });

export const RematchView = z
  .object({
    id: z.uuid(),
    why: z.enum(rematchReasons),
    matcher_version: z.int(),
    size_class: z
      .int()
      .nullable()
      .describe('Number of records that the prior was made for; null until the reports are compared'),
    state: z.enum(rematchStates),
    step: z
      .enum(rematchSteps)
      .describe('records: their profiles are made again; reports: each is compared with all records'),
    chunks: Progress,
    records: Progress,
    reports: Progress,
    share: z.number().describe('Of records and reports together, 0 to 1'),
    per_second: z.number().nullable().describe('Subjects of the present step, since it goes on without a pause'),
    seconds_left: z.int().nullable().describe('Of the present step; unknown at its beginning and while it is paused'),
    suggestions_written: z.int(),
    started_by: z.uuid().nullable().describe('Null: begun by a worker'),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Rematch', description: 'One run that compares everything again, over all organisations' });
export type RematchView = z.infer<typeof RematchView>;

export function rematchView(run: Rematch, now: number): RematchView {
  const { total, done } = presentStep(run);
  const subjects = run.recordsTotal + run.reportsTotal;
  const seconds = run.state === 'running' && run.goingSince ? (now - run.goingSince.getTime()) / 1000 : 0;
  const perSecond = seconds > 0 && done > run.goingFrom ? (done - run.goingFrom) / seconds : null;
  return {
    id: run.id,
    why: run.why,
    matcher_version: run.matcherVersion,
    size_class: run.sizeClass,
    state: run.state,
    step: run.step,
    chunks: { total: run.chunksTotal, done: run.chunksDone },
    records: { total: run.recordsTotal, done: run.recordsDone },
    reports: { total: run.reportsTotal, done: run.reportsDone },
    share: run.state === 'done' ? 1 : subjects === 0 ? 0 : (run.recordsDone + run.reportsDone) / subjects,
    per_second: perSecond && Math.round(perSecond * 10) / 10,
    seconds_left: perSecond && Math.ceil((total - done) / perSecond),
    suggestions_written: run.suggestionsWritten,
    started_by: run.startedBy,
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
  };
}

/** Subjects of the step that the run is at. */
export function presentStep(run: Rematch): { total: number; done: number } {
  return run.step === 'reports'
    ? { total: run.reportsTotal, done: run.reportsDone }
    : { total: run.recordsTotal, done: run.recordsDone };
}
