import type { EntityManager } from 'typeorm';

/** What stands in one column of one row. */
export type CopyValue = string | number | boolean | null;

/** The part of a connection of the driver `pg` that a COPY needs. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * Sends rows with COPY, in the text format of Postgres (documentation of COPY, "Text Format"), in the manager's transaction.
 * Tables with row-level security refuse it: what is copied goes into a temporary table first.
 * @param command `copy <table> (<columns>) from stdin`, ours and never from outside
 */
export async function copyRows(manager: EntityManager, command: string, rows: readonly CopyValue[][]): Promise<void> {
  if (!manager.queryRunner) throw new Error('COPY needs the connection of a transaction.');
  const client = await manager.queryRunner.connect();
  const data = Buffer.from(rows.map((row) => `${row.map(asText).join('\t')}\n`).join(''));
  await new Promise<void>((resolve, reject) => client.query(new CopyIn(command, data, resolve, reject)));
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function asText(value: CopyValue): string {
  if (value === null) return '\\N';
  return typeof value === 'string' ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character]) : String(value);
}

/** A query as the driver takes it: it says when it may send, and what became of it. */
class CopyIn {
  constructor(
    private readonly command: string,
    private readonly data: Buffer,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: CopyConnection): void {
    connection.query(this.command);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.data);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.resolve();
  }

  handleError(error: Error): void {
    this.reject(error);
  }
}
