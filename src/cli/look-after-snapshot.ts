import { stat } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../database/data-source.js';
import { databaseUrls } from '../database/roles.js';
import { openBase, readBase } from '../snapshot/base.js';
import { keepBase, snapshotFile } from '../snapshot/make-base.js';
import { type SnapshotSize, sizeOf } from '../snapshot/size-of.js';
import { changesSince } from '../snapshot/stored-profiles.js';
import { dataDirectory, withServices } from './configuration.js';
import { FailureError, printJson, UsageError } from './output.js';
import type { SnapshotOptions } from './snapshot.js';
import { snapshotDirectory } from './snapshot-directory.js';

/** Exit code 1 when the file would not be used. */
export async function showSnapshot(options: SnapshotOptions): Promise<void> {
  await asWorker(options, async (dataSource, directory) => {
    const began = performance.now();
    const opened = await openBase(dataSource, snapshotFile(directory));
    if ('refused' in opened) throw new FailureError(`The snapshot would be made anew: ${opened.refused}.`);
    const { changed } = await changesSince(dataSource, opened.view);
    const { mtime, size } = await stat(snapshotFile(directory));
    const status = {
      writtenAt: mtime.toISOString(),
      fileMegabytes: Math.round(size / 1e6),
      ...sizeOf(opened.data),
      changedSince: changed.length,
      openedInMs: Math.round(performance.now() - began),
    };
    if (options.json) printJson(status);
    else {
      print(status);
      console.log(
        `Written ${status.writtenAt}, ${status.fileMegabytes} MB; ${status.changedSince} profiles changed since.`,
      );
    }
  });
}

export async function rebuildSnapshot(options: SnapshotOptions): Promise<void> {
  await asWorker(options, async (dataSource, directory) => {
    const began = performance.now();
    const base = await readBase(dataSource);
    const readInMs = Math.round(performance.now() - began);
    if (!(await keepBase(dataSource, base, directory)))
      throw new FailureError('A worker is writing the file just now. Try again.');
    const made = { ...sizeOf(base.data), readInMs };
    if (options.json) printJson(made);
    else print(made);
  });
}

function print({ reports, records, megabytes, megabytesPerMillionRecords }: SnapshotSize): void {
  console.log(`${reports} reports and ${records} detention records in ${megabytes} MB.`);
  console.log(`A million detention records take ${megabytesPerMillionRecords} MB, and their dictionaries.`);
}

/** As the role of a worker, which sees what workers see. */
async function asWorker(
  { data }: SnapshotOptions,
  work: (dataSource: DataSource, directory: string) => Promise<void>,
): Promise<void> {
  const directory = snapshotDirectory(dataDirectory(data));
  if (!directory) throw new UsageError('SNAPSHOT_DIR must name the folder of the snapshot.');
  await withServices(data, async (_config, services) => {
    const dataSource = await openDataSource(databaseUrls(services.databaseUrl).worker);
    try {
      await work(dataSource, directory);
    } finally {
      await dataSource.destroy();
    }
  });
}
