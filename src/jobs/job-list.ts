/**
 * Everything that runs later. A payload holds ids only, because the queue server keeps what it is given and is not trusted with names.
 * Each task has one handler (the worker refuses to start otherwise), and what is due stands in Postgres: running a job twice, late or
 * not at all changes nothing, since the handler reads the due marks and the sweeper rings again for those that are left.
 */
export const dueTasks = [
  'reports.match',
  'detention-records.match',
  'imports.inspect',
  'imports.check',
  'imports.run',
  'imports.judge',
  'imports.revert',
  'feed.follow',
  'exports.make',
  'models.follow',
  'rematches.go-on',
  'rematches.chunk',
] as const;
export type DueTask = (typeof dueTasks)[number];

export interface JobPayload {
  ids: string[];
}

interface TaskSettings {
  /** How many subjects one job takes. Small for what somebody waits for, large for bulk work done set-wise. */
  subjectsPerJob: number;
  /** BullMQ priority: 1 goes first. A single report must not wait behind an import of a hundred thousand rows. */
  priority: number;
}

export const taskSettings: Record<DueTask, TaskSettings> = {
  'reports.match': { subjectsPerJob: 50, priority: 1 },
  // Somebody sits before it and waits.
  'imports.inspect': { subjectsPerJob: 1, priority: 1 },
  'imports.check': { subjectsPerJob: 1, priority: 2 },
  'imports.run': { subjectsPerJob: 1, priority: 2 },
  'imports.judge': { subjectsPerJob: 1, priority: 2 },
  'imports.revert': { subjectsPerJob: 1, priority: 2 },
  // What may not be shared any more is taken away before; this tells of it.
  'feed.follow': { subjectsPerJob: 250, priority: 2 },
  'exports.make': { subjectsPerJob: 1, priority: 2 },
  'models.follow': { subjectsPerJob: 1, priority: 1 },
  'rematches.go-on': { subjectsPerJob: 1, priority: 2 },
  'detention-records.match': { subjectsPerJob: 250, priority: 3 },
  // One subject is a whole chunk. Last: what is new goes before what is compared again.
  'rematches.chunk': { subjectsPerJob: 1, priority: 4 },
};

export interface DueSubject {
  id: string;
  revision: number;
  /** How often it had been marked when the work began. */
  marks: number;
}

export interface StartedSubject extends DueSubject {
  /** Whose it is: the work is done in the name of this organisation and sees what belongs to it. */
  organisationId: string;
  attempts: number;
  /** How long it had been due when the work began. */
  waitedSeconds: number;
}

/** Does the work of one task, for one organisation at a time. It clears the due marks itself, in the transaction that stores the result. */
export interface TaskHandler {
  readonly task: DueTask;
  handle(organisationId: string, due: DueSubject[]): Promise<void>;
}

export const TASK_HANDLERS = Symbol('task handlers');

export const QUEUE_NAME = 'athar';

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
