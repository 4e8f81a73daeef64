import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { csvLine } from '../workbooks/index.js';
import type { LinkedRecord } from './link.js';

export const pairColumns = ['report_id', 'record_id', 'match_weight', 'probability', 'band', 'rank'] as const;

/** Characters that are kept before they are written. */
const enough = 1_000_000;

/** The pairs as CSV. They stand under another name until all are written, so that there is never half a file under the name asked for. */
export class PairsFile {
  private text = '';

  private constructor(
    private readonly path: string,
    private readonly temporary: string,
    private readonly file: FileHandle,
    private readonly explained: boolean,
  ) {
    this.text = `${csvLine([...pairColumns, ...(explained ? ['explanation'] : [])])}\n`;
  }

  /** @param explained whether there is a column with the explanation of each pair as JSON */
  static async create(path: string, explained: boolean): Promise<PairsFile> {
    const temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
    return new PairsFile(path, temporary, await open(temporary, 'wx', 0o600), explained);
  }

  async add(reportId: string, records: readonly LinkedRecord[]): Promise<void> {
    records.forEach(({ recordId, matchWeight, probability, band, explanation }, at) => {
      const cells = [reportId, recordId, matchWeight.toFixed(2), written(probability), band ?? '', String(at + 1)];
      this.text += `${csvLine(this.explained ? [...cells, explanation ?? ''] : cells)}\n`;
    });
    if (this.text.length >= enough) await this.flush();
  }

  /** Gives the file its name. */
  async finish(): Promise<void> {
    await this.flush();
    await this.file.sync();
    await this.file.close();
    await rename(this.temporary, this.path);
  }

  async discard(): Promise<void> {
    await this.file.close();
    await rm(this.temporary, { force: true });
  }

  private async flush(): Promise<void> {
    await this.file.appendFile(this.text);
    this.text = '';
  }
}

/** Six digits that say something, however small it is. */
const written = (probability: number): string => String(Number(probability.toPrecision(6)));
