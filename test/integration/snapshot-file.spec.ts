import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from '@jest/globals';
import {
  type BlockingKey,
  blockingKeys,
  ColumnBuilder,
  codeRecord,
  compileRecord,
  KeyIndexBuilder,
  type MatchRecord,
  packColumns,
} from '../../src/matching/index.js';
import { loadSnapshot } from '../../src/snapshot/load-snapshot.js';
import { saveSnapshot } from '../../src/snapshot/save-snapshot.js';
import type { SnapshotData, SnapshotSide } from '../../src/snapshot/snapshot-data.js';

const built = (file: string) => new URL(`../../dist/${file}`, import.meta.url).href;

/** What a search thread does with a side that it is given: finds rows, and reads the first name of each. */
const thread = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { side, keys } = workerData;
  import(workerData.library).then(({ KeyIndex, PackedColumns }) => {
    const { names, parts, spellings, rows: rowCount } = new PackedColumns(side.columns);
    const index = new KeyIndex(side.keys, rowCount);
    const { rows, count } = index.candidates(keys, { candidateBits: 40, mostBrought: 1000 });
    const first = (row) => spellings.token(parts.spelling[names.parts[names.starts[names.first[row]]]]);
    side.rows.marks[2] = 9;
    parentPort.postMessage([...rows.subarray(0, count)].sort().map((row) => [row, first(row).text]));
  });
`;

const person = (raw: string, motherName: string): MatchRecord => ({
  names: [{ raw }],
  motherName,
  sex: null,
  birth: null,
  event: null,
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
});

function sideOf(people: MatchRecord[]): SnapshotSide {
  const builder = new ColumnBuilder();
  const keys = new KeyIndexBuilder();
  for (const compiled of people.map(compileRecord)) {
    const ofRow = blockingKeys(compiled, 'record').map(({ key }) => key);
    keys.add(builder.add(codeRecord(compiled)), ofRow);
  }
  return {
    columns: packColumns(builder.columns()),
    keys: keys.pack(),
    rows: { marks: new Uint8Array(new SharedArrayBuffer(8)) },
  };
}

function foundInThread(side: SnapshotSide, keys: BlockingKey[]): Promise<unknown> {
  const worker = new Worker(thread, { eval: true, workerData: { side, keys, library: built('matching/index.js') } });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject)).finally(() =>
    worker.terminate(),
  );
}

it('a thread of its own finds people in a snapshot that was loaded from its file, in the memory that all threads share', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'athar-snapshot-'));
  const path = join(folder, 'snapshot');
  const records = sideOf([
    person('Qusay Mahmud Athartest', 'Salma'),
    person('سمير نزار أثرتست', 'هدى'),
    person('Samir Nizar Athartest', 'Huda'),
  ]);
  const saved: SnapshotData = {
    sides: { report: sideOf([]), record: records },
    horizon: '',
    database: 'this one',
    organisations: [],
  };
  await saveSnapshot(path, saved);
  const { sides } = (await loadSnapshot(path, 'this one')) as SnapshotData;
  await rm(folder, { recursive: true });
  const asked = blockingKeys(compileRecord(person('سمير نزار أثرتست', 'هدى')), 'report');
  expect(await foundInThread(sides.record, asked)).toEqual([
    [1, 'سمير'],
    [2, 'samir'],
  ]);
  expect(sides.record.rows.marks[2]).toBe(9);
}, 60_000);
