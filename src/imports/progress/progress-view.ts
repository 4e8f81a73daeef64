import { z } from 'zod';
import type { Inspection } from '../../partner-files/index.js';
import type { Source } from '../../sources/source.entity.js';
import type { Import } from '../import.entity.js';

export const stages = ['receiving', 'inspecting', 'checking', 'running', 'reverting'] as const;

/** What is under way, and how far it is. Comparing with reports is no stage: whoever hands in a list learns nothing of it (security.md C7). */
export const ProgressView = z
  .object({
    stage: z.enum(stages),
    done: z.int().describe('Bytes while the file comes, then rows'),
    total: z.int().nullable().describe('While a file is checked: about so many'),
    rate_per_second: z.number().nullable(),
    seconds_left: z.int().nullable().describe('Unknown at the beginning'),
  })
  .meta({ id: 'ImportProgress' });
export type ProgressView = z.infer<typeof ProgressView>;

/** @returns null when nothing is under way. @param rate rows or bytes a second, where somebody watched it */
export function progressOf(row: Import, source: Source, rate: number | null = null): ProgressView | null {
  const of = (stage: (typeof stages)[number], done: number, total: number | null, perSecond = rate) => ({
    stage,
    done,
    total,
    rate_per_second: perSecond === null ? null : Math.round(perSecond),
    seconds_left: perSecond && total !== null ? Math.max(0, Math.ceil((total - done) / perSecond)) : null,
  });
  switch (row.state) {
    case 'receiving':
      return of('receiving', Number(source.bytesReceived), Number(source.byteSize));
    case 'inspecting':
      return of('inspecting', 0, null);
    case 'checking':
      return of('checking', row.rowsStaged, row.inspection && aboutRows(row.inspection));
    case 'queued':
    case 'running':
      return of('running', row.rowsDone, row.rowsTotal, rate ?? rateSince(row.startedAt, row.rowsDone));
    case 'reverting':
      return of('reverting', 0, row.rowsTotal);
    default:
      return null;
  }
}

function rateSince(startedAt: Date | null, done: number): number | null {
  const seconds = startedAt ? (Date.now() - startedAt.getTime()) / 1000 : 0;
  return seconds >= 1 && done > 0 ? done / seconds : null;
}

/** As many as the file has lines or the sheet has rows: cells with several lines make it fewer. */
function aboutRows({ lines, sheets, options }: Inspection): number | null {
  return lines ?? sheets?.find(({ name }) => name === options.sheet)?.rows ?? null;
}
