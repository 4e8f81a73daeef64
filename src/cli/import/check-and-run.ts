import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportView } from '../../imports/import-view.js';
import { FailureError, printJson, progress, UsageError } from '../output.js';
import { Interrupted, interruption } from '../signals.js';
import type { ImportDoor } from './door.js';
import { fileToImport, readMapping } from './file-to-import.js';
import { handIn } from './hand-in.js';
import { checkInWords, exitCodeOf, importInWords } from './in-words.js';
import { atDoor } from './open-door.js';
import { choicesOf, type FileOptions } from './options.js';
import { guessesInWords } from './take-mapping.js';
import { untilItWaits } from './wait-for.js';

export interface RunOptions extends FileOptions {
  import?: string;
  yes?: boolean;
  strict?: boolean;
}

/** `athar import check`: the whole file is read, and nothing stored as a record. */
export async function check(path: string, options: FileOptions): Promise<void> {
  const { asked } = interruption();
  finish(await whileNotInterrupted(() => prepared(path, options, asked, (_, view) => Promise.resolve(view))), options);
}

/** `athar import run`: the check, a yes, and the run. */
export async function run(path: string | undefined, options: RunOptions): Promise<void> {
  if ((path === undefined) === (options.import === undefined))
    throw new UsageError('Give a file, or --import <id> of one that was checked.');
  if (!options.yes && !process.stdin.isTTY)
    throw new UsageError('Say --yes to store the rows after the check: nobody can be asked here.');
  const { asked } = interruption();
  const store = (door: ImportDoor, view: ImportView) => runChecked(door, view, options, asked);
  const id = options.import;
  const work = () =>
    path === undefined
      ? atDoor(options, async (door) =>
          store(door, await untilItWaits(door, await door.view(id!), { say: progress, asked })),
        )
      : prepared(path, options, asked, store);
  finish(await whileNotInterrupted(work), options);
}

async function prepared(
  path: string,
  options: FileOptions,
  asked: AbortSignal,
  then: (door: ImportDoor, view: ImportView) => Promise<ImportView>,
): Promise<ImportView> {
  const choices = choicesOf(options);
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping);
  const file = await fileToImport(path, options);
  return atDoor(options, async (door) => {
    const view = await handIn(
      door,
      file,
      { choices, mapping },
      {
        say: progress,
        asked,
        guessed: async ({ state, mapping_guess }, taken) => {
          if (options.saveMapping !== undefined)
            await writeFile(options.saveMapping, `${JSON.stringify(taken, null, 2)}\n`);
          if (mapping === undefined && state === 'mapping') progress(guessesInWords(mapping_guess ?? []));
        },
      },
    );
    if (view.state !== 'failed') await writeFiles(door, view.id, options);
    return then(door, view);
  });
}

async function runChecked(
  door: ImportDoor,
  view: ImportView,
  options: RunOptions,
  asked: AbortSignal,
): Promise<ImportView> {
  if (view.state !== 'checked') return view;
  const { summary } = view;
  if (summary) progress(checkInWords(summary).join('\n'));
  if (options.strict && summary && summary.rows.rejected > 0)
    throw new FailureError(
      `${summary.rows.rejected} rows are rejected, and --strict stores all or none: nothing was stored.`,
    );
  if (!options.yes && !(await says('Store the ready rows? (yes/no) ')))
    throw new FailureError(`Nothing was stored. Later: athar import run --import ${view.id}`);
  const begun = await door.run(view.id, view.revision);
  try {
    return await untilItWaits(door, begun, { say: progress, asked });
  } catch (error) {
    if (error instanceof Interrupted)
      progress(
        `The import goes on without this command. Look: athar import status ${view.id}; stop it: athar import cancel ${view.id}`,
      );
    throw error;
  }
}

async function says(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return ['y', 'yes'].includes((await terminal.question(question)).trim().toLowerCase());
  } finally {
    terminal.close();
  }
}

/** Only their owner can read them: they hold names. */
async function writeFiles(door: ImportDoor, id: string, { errors, annotated }: FileOptions): Promise<void> {
  const write = async (path: string, bytes: AsyncIterable<Uint8Array>) =>
    pipeline(Readable.from(bytes), createWriteStream(path, { mode: 0o600 }));
  if (errors !== undefined) await write(errors, await door.errors(id));
  if (annotated !== undefined) await write(annotated, await door.annotated(id));
}

/** Whoever ends the command early learned nothing of the end: exit code 1. */
async function whileNotInterrupted(work: () => Promise<ImportView>): Promise<ImportView | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted) return null;
    throw error;
  }
}

export function finish(view: ImportView | null, { json }: { json?: boolean }): void {
  if (view === null) {
    process.exitCode = 1;
    return;
  }
  if (json) printJson(view);
  else console.log(importInWords(view));
  process.exitCode = exitCodeOf(view);
}
