/**
 * Where a file is on its way in. receiving: bytes come; inspecting, checking, queued, running, reverting: a worker is at it; mapping, checked,
 * held_back: waits for a person; done, cancelled, failed, reverted: over, as long as nobody takes it up again.
 */
export const importStates = [
  'receiving',
  'inspecting',
  'mapping',
  'checking',
  'checked',
  'held_back',
  'queued',
  'running',
  'done',
  'cancelled',
  'failed',
  'reverting',
  'reverted',
] as const;
export type ImportState = (typeof importStates)[number];

/**
 * Each state and those that may follow it. To itself: another choice or mapping while the worker is at the last one.
 * A cancelled import stays as far as it was stored: it may be run on (queued) or taken back. What was taken back can be brought back, to where
 * it was.
 */
export const importTransitions: Readonly<Record<ImportState, readonly ImportState[]>> = {
  receiving: ['inspecting', 'cancelled'],
  inspecting: ['inspecting', 'mapping', 'failed', 'cancelled'],
  mapping: ['inspecting', 'checking', 'cancelled'],
  checking: ['inspecting', 'checking', 'checked', 'failed', 'cancelled'],
  checked: ['inspecting', 'checking', 'held_back', 'queued', 'cancelled'],
  held_back: ['queued', 'cancelled'],
  queued: ['running', 'cancelled'],
  running: ['done', 'cancelled'],
  done: ['reverting'],
  cancelled: ['queued', 'reverting'],
  failed: ['inspecting', 'cancelled'],
  reverting: ['reverted', 'done', 'cancelled'],
  reverted: ['reverting', 'done', 'cancelled'],
};

export const mayBecome = (from: ImportState, to: ImportState): boolean => importTransitions[from].includes(to);

/** The states from which one may come to this one, for a condition of an update. */
export const statesBefore = (to: ImportState): ImportState[] => importStates.filter((from) => mayBecome(from, to));

/** A worker is at it, and it goes on by itself. */
export const statesUnderWay: readonly ImportState[] = ['inspecting', 'checking', 'queued', 'running', 'reverting'];
/** Nothing of it is stored as a record yet, so how it is read can still be changed. */
export const statesBeforeRun: readonly ImportState[] = [
  'receiving',
  'inspecting',
  'mapping',
  'checking',
  'checked',
  'held_back',
  'failed',
];
