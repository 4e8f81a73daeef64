import { createHash } from 'node:crypto';
import type { ImportView } from '../../imports/import-view.js';
import type { Mapping } from '../../imports/mapping/mapping.js';
import type { Choices } from '../../partner-files/index.js';
import { UsageError } from '../output.js';
import { type ImportDoor, MappingRefused } from './door.js';
import type { FileToImport } from './file-to-import.js';
import { sendFile } from './send-file.js';
import { guessesInWords, selectedMapping } from './take-mapping.js';
import { untilItWaits, type Waiting } from './wait-for.js';

export interface Reading {
  choices: Choices;
  /** What the columns mean; without it, what was remembered of the list or is likely. */
  mapping?: Mapping;
}

/** What is over: the same file begins anew. */
const over: readonly string[] = ['cancelled', 'failed', 'reverted'];
const mostAttempts = 100;

/**
 * Hands in a file as far as its check: creates the import or finds the one that these bytes already have, sends what is missing of it, says how
 * to read it and what its columns mean, and waits. Done again it goes on where it stopped, and changes only what is said otherwise now.
 * @returns the import: checked, failed, or as far as it came before (held_back, queued, running, done)
 * @throws UsageError when what its columns mean has to be said by a person
 */
export async function handIn(
  door: ImportDoor,
  file: FileToImport,
  { choices, mapping }: Reading,
  waiting: Waiting & { guessed?: (view: ImportView, mapping: Mapping) => Promise<void> } = {},
): Promise<ImportView> {
  let view = await createOrFind(door, file);
  const look = (next: ImportView) => untilItWaits(door, next, waiting);
  if (view.state === 'receiving') {
    const { say, asked } = waiting;
    await sendFile(door, view.id, file, { say: say && sparingly(say, file.size), asked });
    view = await door.view(view.id);
  }
  view = await look(view);
  if (!['mapping', 'checked'].includes(view.state)) return view;
  if (differs(choices, view.choices)) view = await look(await door.choose(view.id, view.revision, choices));
  if (view.state === 'failed') return view;
  const wanted = mapping ?? (view.state === 'checked' ? undefined : selectedMapping(view));
  await waiting.guessed?.(view, wanted ?? view.mapping ?? selectedMapping(view));
  if (wanted === undefined || (view.state === 'checked' && same(wanted, view.mapping))) return view;
  try {
    return await look(await door.map(view.id, view.revision, wanted));
  } catch (error) {
    if (error instanceof MappingRefused) throw new UsageError(howToAnswer(view, error.faults));
    throw error;
  }
}

/** Says how much of a file has come, at most every two seconds. */
function sparingly(say: (text: string) => void, size: number): (stored: number) => void {
  let last = Date.now();
  return (stored) => {
    if (Date.now() - last < 2_000) return;
    last = Date.now();
    say(`${stored} of ${size} bytes stored`);
  };
}

async function createOrFind(door: ImportDoor, { body, sha256 }: FileToImport): Promise<ImportView> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const key = createHash('sha256')
      .update(JSON.stringify([body, sha256, attempt]))
      .digest('base64url');
    const view = await door.create(key, body);
    // What a person ended or took back stays so; the same command then begins a new import.
    if (!over.includes(view.state)) return view;
  }
  throw new UsageError('This file was handed in and ended too often; give the list or the document another name.');
}

function howToAnswer({ mapping_guess }: ImportView, faults: string[]): string {
  return [
    guessesInWords(mapping_guess ?? []),
    '',
    ...faults,
    'Say what the columns mean:',
    '  1. the same command with --save-mapping mapping.json writes what was understood',
    '  2. put the right fields in it (null: kept and not read)',
    '  3. the same command with --mapping mapping.json',
  ].join('\n');
}

const differs = (wanted: Choices, chosen: Choices | null): boolean =>
  Object.entries(wanted).some(([name, value]) => !same(value, chosen?.[name as keyof Choices]));

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** Postgres keeps the fields of an object in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
