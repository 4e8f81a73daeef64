import type { NameToken } from '../names/types.js';
import type { PartDictionary } from './name-column.js';
import { partLevel } from './part-levels.js';

/** Bytes of levels that are kept; when full, all are forgotten. */
const mostBytes = 64_000_000;
const unknown = 255;

/** Levels of one spelling against every spelling of the records, one byte each, worked out when first asked for and kept for the reports that follow. */
export class SpellingLevels {
  private readonly rows = new Map<number, Uint8Array>();
  private readonly tokens: NameToken[] = [];
  private readonly mostRows: number;

  constructor({ parts, spellings, spellingCount }: PartDictionary) {
    parts.forEach((part, id) => {
      this.tokens[spellings[id]!] = part.token;
    });
    this.mostRows = mostBytes / Math.max(1, spellingCount);
  }

  /** To be called before the rows of a report are asked for: those in use are never forgotten. */
  makeRoom(): void {
    if (this.rows.size > this.mostRows) this.rows.clear();
  }

  rowOf(token: NameToken): Uint8Array {
    let row = this.rows.get(token.id);
    if (!row) {
      row = new Uint8Array(this.tokens.length).fill(unknown);
      this.rows.set(token.id, row);
    }
    return row;
  }

  /** Index into `levels`; `row` is that of `token`. */
  level(row: Uint8Array, token: NameToken, spelling: number): number {
    let level = row[spelling]!;
    if (level === unknown) {
      level = partLevel(token, this.tokens[spelling]!);
      row[spelling] = level;
    }
    return level;
  }
}
