// What the same bytes cost when nothing is understood of them: read by the parsing process, and copied into a table of texts.
import { createReadStream } from 'node:fs';
import pg from 'pg';
import { inspectInChild, rowsInChild } from '../../dist/partner-files/index.js';

/** All rows out of the parsing process. @throws when they are not as many as the list has */
export async function parseOnly({ name, rows }) {
  const { options } = await inspectInChild(createReadStream(name));
  let read = 0;
  for await (const { kind } of rowsInChild(createReadStream(name), options)) if (kind === 'row') read++;
  if (read !== rows) throw new Error(`${read} of ${rows} rows were read.`);
}

/** Puts the rows into a table of text columns, committed. @param timed measures what it is given */
export async function copyOnly(databaseUrl, { plainName, columns, rows, plainRows = rows }, timed) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const names = Array.from({ length: columns }, (_, at) => `column_${at} text`);
    await client.query(`create table plain_rows (${names.join(', ')})`);
    const figures = await timed(
      () => new Promise((resolve, reject) => client.query(new CopyFile(plainName, resolve, reject))),
    );
    const { rows: counted } = await client.query('select count(*)::int as n from plain_rows');
    if (counted[0].n !== plainRows) throw new Error(`${counted[0].n} of ${plainRows} rows were copied.`);
    return figures;
  } finally {
    await client.query('drop table if exists plain_rows');
    await client.end();
  }
}

/** A query as the driver pg takes it, which sends a file as it is. */
class CopyFile {
  constructor(name, resolve, reject) {
    Object.assign(this, { name, resolve, reject });
  }
  submit(connection) {
    connection.query('copy plain_rows from stdin (format csv, header)');
  }
  async handleCopyInResponse(connection) {
    for await (const chunk of createReadStream(this.name, { highWaterMark: 1024 * 1024 })) {
      connection.sendCopyFromChunk(chunk);
      while (connection.stream.writableNeedDrain) await new Promise((go) => connection.stream.once('drain', go));
    }
    connection.endCopyFrom();
  }
  handleCommandComplete() {}
  handleReadyForQuery() {
    this.resolve();
  }
  handleError(error) {
    this.reject(error);
  }
}
