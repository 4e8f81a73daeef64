import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  blockingKeys,
  ColumnBuilder,
  codeRecord,
  compileRecord,
  KeyIndex,
  KeyIndexBuilder,
  type MatchRecord,
  PackedColumns,
  packColumns,
  type RecordSide,
  sharedCopy,
} from '../matching/index.js';
import { loadSnapshot } from './load-snapshot.js';
import { saveSnapshot } from './save-snapshot.js';
import { sectionsOf } from './sections.js';
import type { SnapshotData, SnapshotSide } from './snapshot-data.js';

const person = (raw: string, birth: string): MatchRecord => ({
  names: [{ raw }],
  motherName: 'Huda Athartest',
  sex: 'male',
  birth: {
    raw: birth,
    calendar: 'gregorian',
    earliest: birth,
    latest: birth,
    precision: 'day',
    qualifier: 'exact',
    orderAmbiguous: false,
  },
  event: null,
  places: { birth: null, home: null, taken: null, held: null },
  identifiers: [],
});
const people = [
  person('Khaled Qasim Athartest', '1985-03-12'),
  person('خالد قاسم أثرتست', '1985-03-12'),
  person('Muhammad Abdulrahman Athartest', '1990-01-30'),
];

function sideOf(side: RecordSide): SnapshotSide {
  const builder = new ColumnBuilder();
  const keys = new KeyIndexBuilder();
  for (const compiled of people.map(compileRecord)) {
    const row = builder.add(codeRecord(compiled));
    keys.add(
      row,
      blockingKeys(compiled, side).map(({ key }) => key),
    );
  }
  const ids = sharedCopy(Uint8Array.from({ length: 16 * people.length }, (_, at) => at));
  const marks = sharedCopy(Uint8Array.from([3, 1, 0]));
  return { columns: packColumns(builder.columns()), keys: keys.pack(), rows: { ids, marks } };
}

describe('the file of a snapshot', () => {
  let folder: string;
  let path: string;
  let whole: Buffer;
  let others = 0;
  const database = 'a database';
  const snapshot: SnapshotData = {
    sides: { report: sideOf('report'), record: sideOf('record') },
    horizon: '100:120:105',
    database,
    organisations: ['5c7a3c44-0000-4000-8000-000000000001'],
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'athar-snapshot-'));
    path = join(folder, 'snapshot');
    await saveSnapshot(path, snapshot);
    whole = await readFile(path);
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What is said of the file when it holds these bytes. */
  async function said(bytes: Uint8Array, ofDatabase = database) {
    const other = join(folder, `other${++others}`);
    await writeFile(other, bytes);
    const loaded = await loadSnapshot(other, ofDatabase);
    await rm(other);
    return loaded;
  }

  /** The file with its list changed, and the checksum of the list put right. */
  function withList(change: (list: { producer: Record<string, unknown>; sections: unknown[] }) => void): Buffer {
    const at = Number(whole.readBigUInt64LE(whole.length - 24));
    const list = JSON.parse(whole.subarray(at, whole.length - 24).toString('utf8'));
    change(list);
    const written = Buffer.from(JSON.stringify(list));
    const end = Buffer.from(whole.subarray(whole.length - 24));
    end.writeUInt32LE(written.length, 8);
    end.writeUInt32LE(crc32(written), 12);
    return Buffer.concat([whole.subarray(0, at), written, end]);
  }

  it('gives back what was saved, to the last number', async () => {
    const loaded = (await loadSnapshot(path, database)) as SnapshotData;
    expect(loaded.horizon).toBe(snapshot.horizon);
    expect(loaded.organisations).toEqual(snapshot.organisations);
    expect(sectionsOf(loaded.sides)).toEqual(sectionsOf(snapshot.sides));
    expect(sectionsOf(loaded.sides).every(({ values }) => values.buffer instanceof SharedArrayBuffer)).toBe(true);
  });

  it('lets people be found and read as before', async () => {
    const { sides } = (await loadSnapshot(path, database)) as SnapshotData;
    const columns = new PackedColumns(sides.record.columns);
    const spellings = [...columns.parts.spelling].map((id) => columns.spellings.token(id).text);
    expect(spellings).toEqual(expect.arrayContaining(['khaled', 'قاسم', 'huda']));
    const index = new KeyIndex(sides.record.keys, columns.rows);
    const asked = blockingKeys(compileRecord(person('Khalid Kasim Athartest', '1985-03-12')), 'report');
    const { rows, count } = index.candidates(asked, { candidateBits: 13, mostBrought: 1000 });
    expect([...rows.subarray(0, count)]).toEqual(expect.arrayContaining([0, 1]));
  });

  it('can be read by nobody else, and leaves nothing beside it', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/part$/));
  });

  it('is not used when a single byte of it is another', async () => {
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 150) + (at % 7)) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1 << (at % 8);
      const loaded = await said(bytes);
      // Between two arrays there may be up to seven bytes that say nothing.
      if ('refused' in loaded) expect(loaded.refused).toMatch(/^it (is damaged|was cut off|is no snapshot)$/);
      else expect(sectionsOf(loaded.sides)).toEqual(sectionsOf(snapshot.sides));
    }
  });

  it('is not used when it was cut off, wherever', async () => {
    for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 60)) {
      const refused = length < 8 ? 'it is no snapshot' : 'it was cut off';
      expect(await said(whole.subarray(0, length))).toEqual({ refused });
    }
    await writeFile(join(folder, 'shortened'), whole);
    await truncate(join(folder, 'shortened'), whole.length - 1);
    expect(await loadSnapshot(join(folder, 'shortened'), database)).toEqual({ refused: 'it was cut off' });
  });

  it('is not used when something was taken out of it or put in', async () => {
    expect(await said(Buffer.concat([whole.subarray(0, 800), whole.subarray(808)]))).toEqual({
      refused: 'it is damaged',
    });
    expect(await said(Buffer.concat([whole, whole]))).toEqual({ refused: 'it is damaged' });
  });

  it.each(['matcher', 'blocking', 'tables', 'engine'])('is not used when it was made with another %s', async (what) => {
    const other = withList(({ producer }) => {
      producer[what] = 'another';
    });
    expect(await said(other)).toEqual({ refused: 'it was made by another matcher' });
  });

  it('is not used when it is older than what reads it, of another database, or no snapshot at all', async () => {
    const older = withList(({ producer }) => {
      producer.format = 0;
    });
    expect(await said(older)).toEqual({ refused: 'it has another format' });
    const without = withList((list) => {
      Reflect.deleteProperty(list, 'producer');
    });
    expect(await said(without)).toEqual({ refused: 'it has another format' });
    expect(await said(whole, 'another database')).toEqual({ refused: 'it was made of another database' });
    expect(await said(Buffer.from('name;born\nKhaled Athartest;1985\n'))).toEqual({ refused: 'it is no snapshot' });
    expect(await loadSnapshot(join(folder, 'nowhere'), database)).toEqual({ refused: 'there is no file' });
  });

  it('stays what it was when a new one cannot be written', async () => {
    const broken = { ...snapshot, organisations: [1n] as unknown as string[] };
    await expect(saveSnapshot(path, broken)).rejects.toThrow(TypeError);
    expect(await readFile(path)).toEqual(whole);
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/part$/));
  });
});
