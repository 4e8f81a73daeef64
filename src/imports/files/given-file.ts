import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { byteOrderMark, safeCsvLine, writeWorkbook } from '../../workbooks/index.js';
import { findImport, wrongState } from '../find-import.js';
import type { Import, ImportRow } from '../import.entity.js';
import { addedColumns, isAddedColumn } from './added-columns.js';

/** A file that is made while it is taken: no more than a page of rows is held. */
export interface GivenFile {
  fileName: string;
  mediaType: string;
  bytes: Readable;
}

export const annotatedFormats = ['csv', 'xlsx'] as const;
export type AnnotatedFormat = (typeof annotatedFormats)[number];

const csvType = 'text/csv; charset=utf-8';
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Read in one transaction, so that a slow reader holds no connection. */
const pageRows = 200;

type Row = Pick<ImportRow, 'cells' | 'plan' | 'outcome' | 'problems'> & { row_number: number };

/** Gives back what the check or the run found, for people to mend in their own list. No cell of it can run in a spreadsheet. */
@Injectable()
export class GivenFiles {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** One line for each problem: row, column, value, code, message. @throws Problem import.wrong_state before the check is done */
  async errors(actor: Actor, id: string): Promise<GivenFile> {
    const row = await this.checked(actor, id, 'import.errors-given');
    return {
      fileName: `errors-${id}.csv`,
      mediaType: csvType,
      bytes: csv(['row', 'column', 'value', 'code', 'message'], this.problems(actor, row)),
    };
  }

  /**
   * The rows as they came, with what became of each and what is wrong with it. A workbook comes back as a workbook, everything else as CSV, unless
   * asked for otherwise.
   * @throws Problem import.wrong_state before the check is done
   */
  async annotated(actor: Actor, id: string, format?: AnnotatedFormat): Promise<GivenFile> {
    const row = await this.checked(actor, id, 'import.annotated-given');
    const { columns, options } = row.inspection ?? { columns: [], options: null };
    const kept = columns.filter(({ heading }) => !isAddedColumn(heading));
    const headings = [...kept.map(({ heading }) => heading), ...addedColumns];
    const indexes = kept.map(({ index }) => index);
    const rows = this.annotatedRows(actor, row, indexes);
    if ((format ?? (options?.format === 'xlsx' ? 'xlsx' : 'csv')) === 'csv')
      return { fileName: `annotated-${id}.csv`, mediaType: csvType, bytes: csv(headings, rows) };
    return {
      fileName: `annotated-${id}.xlsx`,
      mediaType: xlsxType,
      bytes: writeWorkbook([{ name: 'Rows', headings, rows }]),
    };
  }

  private checked(actor: Actor, id: string, action: string): Promise<Import> {
    return this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id, { action });
      if (row.summary === null) throw wrongState(row);
      await this.audit.record(manager, actor, { action, subjectKind: 'import', subjectId: id });
      return row;
    });
  }

  private async *problems(actor: Actor, row: Import): AsyncGenerator<string[]> {
    const columns = row.inspection?.columns ?? [];
    const cellOf = (cells: string[], column: string | undefined) => {
      const found = columns.find(({ heading, letter }) => heading === column || letter === column);
      return found ? (cells[found.index] ?? '') : '';
    };
    for await (const { row_number, cells, problems } of this.rows(actor, row.id, "problems <> '[]'")) {
      for (const { column, code, message } of problems)
        yield [String(row_number), column ?? '', cellOf(cells, column), code, message];
    }
  }

  private async *annotatedRows(actor: Actor, row: Import, indexes: number[]): AsyncGenerator<string[]> {
    for await (const { cells, plan, outcome, problems } of this.rows(actor, row.id, 'true')) {
      const said = problems.map(({ column, code, message }) => `${column ? `${column}: ` : ''}${message} (${code})`);
      yield [...indexes.map((index) => cells[index] ?? ''), outcome ?? plan, said.join(' ')];
    }
  }

  private async *rows(actor: Actor, importId: string, condition: "problems <> '[]'" | 'true'): AsyncGenerator<Row> {
    let after = 0;
    for (;;) {
      const page: Row[] = await this.acting.as(actor, (manager) =>
        manager.query(
          `select row_number, cells, plan, outcome, problems from import_rows
           where import_id = $1 and row_number > $2 and ${condition} order by row_number limit ${pageRows}`,
          [importId, after],
        ),
      );
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      after = last.row_number;
    }
  }
}

function csv(headings: readonly string[], rows: AsyncIterable<readonly string[]>): Readable {
  const lines = async function* () {
    yield byteOrderMark + safeCsvLine(headings);
    let piece = '';
    for await (const row of rows) {
      piece += safeCsvLine(row);
      if (piece.length < 32_768) continue;
      yield piece;
      piece = '';
    }
    if (piece !== '') yield piece;
  };
  return Readable.from(lines(), { objectMode: false });
}
