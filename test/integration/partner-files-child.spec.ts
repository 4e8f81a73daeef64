import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  type ChildCaps,
  type FileBytes,
  inspect,
  inspectInChild,
  type ReadingOptions,
  rows,
  rowsInChild,
} from '../../src/partner-files/index.js';
import { workbook } from '../support/workbook-writer.js';
import { collected, inPieces } from '../support/written-files.js';

const program = new URL('../../dist/partner-files/parser-child.js', import.meta.url);
const failing = (name: string) => new URL(`../support/failing-parsers/${name}.mjs`, import.meta.url);
const csv: ReadingOptions = { format: 'csv' };
const read = (file: FileBytes, options = csv, caps: Partial<ChildCaps> = {}, by = program) =>
  collected(rowsInChild(file, options, caps, by));

/** Processes on this machine whose parent is `parent`: their ids with how they were started. */
function childrenOf(parent: number): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (!/^\d+$/.test(name) || !readFileSync(`/proc/${name}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`))
        return [];
      return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
    } catch {
      return [];
    }
  });
}
const parsers = (parent = process.pid) => childrenOf(parent).filter(({ command }) => command.includes('parser-child'));
const untilGone = async (pid: number) => {
  const isThere = () => readdirSync('/proc').includes(`${pid}`);
  for (let waited = 0; waited < 5_000 && isThere(); waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return !isThere();
};

/** Rows without end; `taken` counts the bytes that were asked for. */
function endless() {
  const piece = Buffer.from('\u0633\u0627\u0645\u064a,2012,Homs\n'.repeat(2_000));
  const source = {
    taken: 0,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        source.taken += piece.length;
        yield piece;
      }
    },
  };
  return source;
}

describe('a file of a stranger is read in a process of its own', () => {
  const cells = [
    ['name', 'note'],
    ...Array.from({ length: 1_000 }, (_, at) => [`\u0633\u0627\u0645\u064a ${at}`, at % 3 === 0 ? 'x\u202ey' : '=1+1']),
  ];
  it.each<[format: 'csv' | 'xlsx', file: Buffer]>([
    ['csv', Buffer.from(`${cells.map((row) => row.join(',')).join('\n')}\nbad,"open\n`)],
    [
      'xlsx',
      workbook({
        sheets: [{ name: 'list', rows: [...cells, [{ s: 1, inner: '<f>A1</f><v>41398</v>' }]] }],
        formats: [14],
      }),
    ],
  ])('and gives the same as reading it here (%s)', async (format, file) => {
    const seen = await inspectInChild(inPieces(file, 999), {}, {}, program);
    expect(seen).toEqual(await inspect(inPieces(file)));
    const here = await collected(rows(inPieces(file), seen.options));
    expect(here.rows.length).toBeGreaterThan(999);
    expect(await read(inPieces(file, 999), { ...seen.options, format })).toEqual(here);
    expect(parsers()).toEqual([]);
  });

  it('a problem of the file is the same problem there', async () => {
    await expect(read(inPieces('not a zip'), { format: 'xlsx' })).rejects.toMatchObject({
      code: 'file.archive_damaged',
      facts: { part: 'zip' },
    });
    await expect(inspectInChild(inPieces('<html>'), {}, {}, program)).rejects.toMatchObject({ code: 'file.web_page' });
  });

  it('which has nothing of our environment', async () => {
    const readings = rowsInChild(endless(), csv, {}, program);
    await readings.next();
    const [{ pid }] = parsers();
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
    await readings.return(undefined);
  });

  it('a reader that takes his time gets every row, however much of the answers waited for him when the process had done its work', async () => {
    for (let rows = 1_000; rows < 12_000; rows += 397) {
      const lines = Array.from({ length: rows }, (_, n) => `Samir Athartest ${n},note ${n} ${'x'.repeat(30)}`);
      let count = 0;
      for await (const reading of rowsInChild(
        inPieces(Buffer.from(`full_name,notes\n${lines.join('\n')}\n`)),
        csv,
        {},
        program,
      )) {
        if (reading.kind === 'columns') await new Promise((resolve) => setTimeout(resolve, 400));
        if (reading.kind === 'row') count++;
      }
      expect(count).toBe(rows);
    }
  }, 120_000);

  it('nobody runs ahead of a reader that takes his time, and stopping early ends the process', async () => {
    const source = endless();
    const readings = rowsInChild(source, csv, {}, program);
    for (let taken = 0; taken < 10; taken++) await readings.next();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = source.taken;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(source.taken).toBe(before);
    expect(before).toBeLessThan(8 * 1024 * 1024);
    const [{ pid }] = parsers();
    await readings.return(undefined);
    expect(await untilGone(pid)).toBe(true);
  });

  it('a register of 100,000 rows takes less than 150 MB there', async () => {
    const row = (at: number) => [
      `${at}`,
      `\u0645\u062d\u0645\u062f \u0623\u062b\u0631\u062a\u0633\u062a ${at}`,
      `\u062e\u0627\u0644\u062f ${at % 977}`,
      '2013-05-04',
      '\u0630\u0643\u0631',
      `\u062d\u0644\u0628 ${at % 5_000}`,
      `${at % 100}`,
      `note ${at * 31}`,
    ];
    const all = [
      Array.from({ length: 8 }, (_, at) => `heading ${at}`),
      ...Array.from({ length: 100_000 }, (_, at) => row(at)),
    ];
    const files = {
      csv: Buffer.from(all.map((one) => one.join(',')).join('\n')),
      xlsx: workbook({ sheets: [{ name: 'list', rows: all }] }),
    };
    for (const format of ['csv', 'xlsx'] as const) {
      let count = 0;
      const caps = { memoryBytes: 150 * 1024 * 1024 };
      for await (const reading of rowsInChild(inPieces(files[format]), { format }, caps, program))
        if (reading.kind === 'row') count++;
      expect(count).toBe(100_000);
    }
  }, 120_000);
});

describe('a parsing process that takes too much is ended, and it is said why', () => {
  it.each<[what: string, caps: Partial<ChildCaps>, code: string]>([
    ['memory', { memoryBytes: 20 * 1024 * 1024 }, 'parser.memory'],
    ['time', { cpuSeconds: 0.5 }, 'parser.time'],
    ['of a file', { fileBytes: 1024 * 1024 }, 'file.too_large'],
  ])(
    '%s',
    async (_what, caps, code) => {
      const reading = async () => {
        for await (const _ of rowsInChild(endless(), csv, caps, program));
      };
      await expect(reading()).rejects.toMatchObject({ code });
      expect(parsers()).toEqual([]);
    },
    60_000,
  );

  it.each([
    ['hangs', 'parser.time'],
    ['fails', 'parser.crashed'],
    ['is-killed', 'parser.memory'],
    ['stops', 'parser.crashed'],
  ])('one that %s leaves us alive', async (name, code) => {
    await expect(read(endless(), csv, { silentSeconds: 1 }, failing(name))).rejects.toMatchObject({ code });
    await expect(inspectInChild(endless(), {}, { silentSeconds: 1 }, failing(name))).rejects.toMatchObject({ code });
  });

  it('one whose heap is full is ended as one that takes too much memory', async () => {
    const note = `<pfif:note><pfif:text>${'\u0639'.repeat(500_000)}</pfif:text></pfif:note>`;
    const onePerson = async function* () {
      yield Buffer.from('<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"><pfif:person>');
      for (;;) yield Buffer.from(note);
    };
    const caps = { memoryBytes: 2 ** 31 };
    await expect(read(onePerson(), { format: 'pfif' }, caps)).rejects.toMatchObject({ code: 'parser.memory' });
  }, 60_000);

  it('a source that is slow is no fault of the process', async () => {
    const slowly = async function* () {
      yield Buffer.from('a,b\n');
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      yield Buffer.from('1,2\n');
    };
    expect((await read(slowly(), csv, { silentSeconds: 1 })).rows).toHaveLength(1);
  });

  it('a source that breaks off gives its own error, never a file that is too short', async () => {
    const broken = async function* () {
      yield Buffer.from('a,b\n1,2\n');
      throw new Error('connection lost');
    };
    await expect(read(broken())).rejects.toThrow('connection lost');
    expect(parsers()).toEqual([]);
  });

  it('dies with whoever started it, also when that is killed', async () => {
    const parent = spawn(process.execPath, [fileURLToPath(failing('waits-for-ever'))], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(parent.stdout!, 'data');
    const [{ pid }] = parsers(parent.pid);
    parent.kill('SIGKILL');
    expect(await untilGone(pid)).toBe(true);
  });
});
