import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config.js';
import { forOrganisation } from '../../database/for-organisation.js';
import { clearDue } from '../../jobs/due-marks.js';
import type { DueSubject, TaskHandler } from '../../jobs/job-list.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';
import {
  type Cell,
  FileProblem,
  type Inspection,
  inspectInChild,
  limits,
  rowsInChild,
} from '../../partner-files/index.js';
import { GazetteerService } from '../../places/gazetteer.service.js';
import { failImport, ImportTakenOver } from '../fail-import.js';
import { Import, List } from '../import.entity.js';
import type { ColumnGuess } from '../mapping/column-guess.js';
import { guessMapping } from '../mapping/guess-mapping.js';
import { storableJson } from '../storable-json.js';
import { parserCaps, storedFile } from '../stored-file.js';
import { HashedFile } from './hashed-file.js';

/** From so many rows at the beginning the meaning of columns is guessed. */
const rowsToGuessFrom = 200;

/**
 * Looks at a file that has come: how it is read, what its columns may mean. Input: the id of an import in the state `inspecting`, whose bytes
 * are all kept. It stores its result at the end and nothing before, so doing it again is doing it once.
 */
@Injectable()
export class InspectImport implements TaskHandler {
  readonly task = 'imports.inspect';

  constructor(
    private readonly dataSource: DataSource,
    private readonly gazetteer: GazetteerService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle(organisationId: string, due: DueSubject[]): Promise<void> {
    for (const subject of due) {
      const row = await this.start(organisationId, subject);
      if (!row) continue;
      try {
        await this.inspect(row, subject);
      } catch (error) {
        if (!(error instanceof ImportTakenOver)) throw error;
      }
    }
  }

  private inItsName<T>(organisationId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return forOrganisation(this.dataSource, organisationId, work);
  }

  private start(organisationId: string, subject: DueSubject): Promise<Import | null> {
    return this.inItsName(organisationId, async (manager) => {
      const row = await manager.findOneBy(Import, { id: subject.id });
      if (row?.state === 'inspecting') return row;
      await clearDue(manager, this.task, [subject]);
      return null;
    });
  }

  private async inspect(row: Import, subject: DueSubject): Promise<void> {
    const file = new HashedFile(storedFile(this.dataSource, this.task, row));
    const caps = parserCaps(this.config);
    let failed: FileProblem | undefined;
    let inspection: Inspection | undefined;
    let guesses: ColumnGuess[] = [];
    try {
      inspection = await inspectInChild(file.bytes(), row.choices ?? {}, caps);
      // Without a column there is nothing to ask a person about but another way of reading.
      if (inspection.columns.length === 0) throw new FileProblem('file.nothing_readable');
      guesses = await this.guess(row, inspection);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      failed = error;
    }
    const sha256 = await file.sha256();
    await this.inItsName(row.organisationId, async (manager) => {
      await manager.query('update sources set sha256 = $2 where id = $1', [row.sourceId, sha256]);
      if (failed) await failImport(manager, this.task, subject, row, failed.code, failed.facts);
      else await this.store(manager, row, subject, storableJson(inspection), storableJson(guesses));
    });
    this.log.info({ import: row.id, code: failed?.code }, 'import inspected');
  }

  /** From more rows than the inspection shows; what the list's columns meant the last time goes before every guess. */
  private async guess(row: Import, inspection: Inspection): Promise<ColumnGuess[]> {
    const list = await this.inItsName(row.organisationId, (manager) =>
      manager.findOneByOrFail(List, { id: row.listId }),
    );
    const gazetteer = await this.gazetteer.load();
    const guess = (rows: Cell[][]) =>
      guessMapping(row.kind, inspection.columns, rows, { gazetteer }, list.mapping ?? undefined);
    const shown = inspection.firstRows;
    const sample: Cell[][] = [];
    if (shown.length < limits.firstRows) return guess(shown.flatMap((one) => (one.kind === 'row' ? [one.cells] : [])));
    const bytes = storedFile(this.dataSource, this.task, row);
    for await (const reading of rowsInChild(bytes, inspection.options, parserCaps(this.config))) {
      if (reading.kind === 'columns') inspection.columns = reading.columns;
      if (reading.kind === 'row') sample.push(reading.cells);
      if (sample.length === rowsToGuessFrom) break;
    }
    return guess(sample);
  }

  private async store(manager: EntityManager, row: Import, subject: DueSubject, inspection: string, guesses: string) {
    // TypeORM answers an update with [rows, count].
    const [, stored]: [unknown, number] = await manager.query(
      `update imports set inspection = $3::jsonb, mapping_guess = $4::jsonb, state = 'mapping', revision = revision + 1
       where id = $1 and state = 'inspecting' and revision = $2`,
      [row.id, row.revision, inspection, guesses],
    );
    if (stored === 0) throw new ImportTakenOver();
    await clearDue(manager, this.task, [subject]);
  }
}
