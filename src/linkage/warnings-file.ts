import { type FileHandle, open } from 'node:fs/promises';
import { csvLine } from '../workbooks/index.js';
import type { Warning } from './read-person.js';

export type InputFile = 'reports' | 'records';

/** Counts warnings by code, and writes each with its value into a file if the user named one; values go nowhere else. */
export class Warnings {
  readonly counts: Record<InputFile, Record<string, number>> = { reports: {}, records: {} };

  private constructor(private readonly file: FileHandle | null) {}

  static async to(path: string | null): Promise<Warnings> {
    const file = path === null ? null : await open(path, 'w', 0o600);
    await file?.appendFile(`${csvLine(['file', 'row', 'column', 'code', 'value'])}\n`);
    return new Warnings(file);
  }

  async add(from: InputFile, warnings: readonly Warning[]): Promise<void> {
    const counts = this.counts[from];
    for (const { code } of warnings) counts[code] = (counts[code] ?? 0) + 1;
    if (!this.file || warnings.length === 0) return;
    const lines = warnings.map(({ row, column, code, value }) => csvLine([from, String(row), column, code, value]));
    await this.file.appendFile(`${lines.join('\n')}\n`);
  }

  async close(): Promise<void> {
    await this.file?.close();
  }
}
