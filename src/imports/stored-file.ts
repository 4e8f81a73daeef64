import type { DataSource, EntityManager } from 'typeorm';
import type { Config } from '../config.js';
import { forOrganisation } from '../database/for-organisation.js';
import { stillAtIt } from '../jobs/due-marks.js';
import type { DueTask } from '../jobs/job-list.js';
import type { ChildCaps } from '../partner-files/index.js';
import { readSourceBytes } from '../sources/source-bytes.js';
import type { Import } from './import.entity.js';

/** Opens the file of an import for the worker. With each piece that is read the sweeper is told that the work goes on. */
export function storedFile(dataSource: DataSource, task: DueTask, row: Import): AsyncGenerator<Buffer> {
  const inItsName = <T>(work: (manager: EntityManager) => Promise<T>) =>
    forOrganisation(dataSource, row.organisationId, async (manager) => {
      await stillAtIt(manager, task, row.id);
      return work(manager);
    });
  return readSourceBytes(inItsName, row.sourceId);
}

/** What the process may take that reads a file of a stranger. */
export const parserCaps = (config: Config): Partial<ChildCaps> => ({
  fileBytes: config.uploadLimitBytes,
  memoryBytes: config.parserMemoryBytes,
  cpuSeconds: config.parserCpuSeconds,
});
