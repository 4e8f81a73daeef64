import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fileToImport } from '../../src/cli/import/file-to-import.js';
import { handIn } from '../../src/cli/import/hand-in.js';
import { atDoor } from '../../src/cli/import/open-door.js';
import { untilItWaits } from '../../src/cli/import/wait-for.js';
import { type DirtyFile, dirtyFile, dirtyLists } from '../../src/demonstration/dirty/index.js';
import type { ImportView } from '../../src/imports/import-view.js';
import { signIn, startApplication, type TestApplication } from '../support/application.js';
import { athar } from '../support/command.js';
import { check } from '../support/hand-in.js';

jest.setTimeout(600_000);

let app: TestApplication;
let directory: string;
beforeAll(async () => {
  app = await startApplication({ config: { workerConcurrency: 3 } });
  directory = mkdtempSync(join(tmpdir(), 'athar-three-doors-'));
});
afterAll(async () => {
  await app?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const source = { document_type: 'intake_register', title: 'Athartest' } as const;
const who = () => app.accounts.find(({ role }) => role === 'caseworker')!;

/** What the last line of a file became, by the name of the door that it came through. */
type Door = (file: DirtyFile, path: string, list: string) => Promise<ImportView>;

const doors: Record<string, Door> = {
  'the HTTP interface': async (file, _, list) => {
    const client = await signIn(app.url, who());
    const checked = await check(client, file.bytes, source, { fileName: file.fileName, list: { name: list } });
    const { body } = await client.send<ImportView>('POST', `/v1/imports/${checked.id}/run`, undefined, {
      'if-match': `"${checked.revision}"`,
    });
    for (let view = body; ; { body: view } = await client.get<ImportView>(`/v1/imports/${checked.id}`)) {
      if (!['queued', 'running'].includes(view.state)) return view;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  },
  'the command line': async (_, path, list) => {
    const options = ['--list', list, '--type', source.document_type, '--title', source.title, '--as', who().login];
    const { code, out, err } = await athar(['import', 'run', path, ...options, '--json', '--yes'], {
      env: { ATHAR_MODE: 'demonstration' },
    });
    if (code !== 0 && code !== 3) throw new Error(`It ended with ${code}: ${err}`);
    return JSON.parse(out) as ImportView;
  },
  'the services': async (_, path, list) => {
    const options = { list, kind: 'detention_records', type: source.document_type, title: source.title } as const;
    const file = await fileToImport(path, options);
    process.env.ATHAR_MODE = 'demonstration';
    return atDoor({ as: who().login }, async (door) => {
      const checked = await handIn(door, file, { choices: {} });
      return untilItWaits(door, await door.run(checked.id, checked.revision));
    });
  },
};

/** Everything that an import stored, row by row, without what is made anew each time. */
async function storedBy({ id }: ImportView): Promise<{ row_number: number; outcome: string; what: string }[]> {
  return app.dataSource.query(
    `select r.row_number, r.outcome, md5(jsonb_build_array(r.cells, r.plan, r.problems, r.understood, r.row_key::text, r.content_digest::text,
         r.version_at, r.outcome,
         (select to_jsonb(d) - '{id, source_id, created_at}'::text[] from detention_records d where d.id = r.detention_record_id),
         (select jsonb_agg(to_jsonb(n) - '{id, detention_record_id}'::text[] order by n.person, n.position) from person_names n
            where n.detention_record_id = r.detention_record_id))::text) as what
     from import_rows r where r.import_id = $1 order by r.row_number`,
    [id],
  );
}

describe('a list with everything that goes wrong in lists', () => {
  it.each(['records-windows.csv', 'records-utf16.tsv', 'records-utf8.csv', 'records.xlsx'] as const)(
    'becomes the same records through each door: %s',
    async (name) => {
      const file = await dirtyFile(dirtyLists[name]);
      const path = join(directory, name);
      writeFileSync(path, file.bytes);
      const views = await Promise.all(
        Object.entries(doors).map(([door, send]) => send(file, path, `Athartest ${name} ${door}`)),
      );
      const [byHttp, byCommand, byService] = views;
      expect(views.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
      expect(byCommand.rows).toEqual(byHttp.rows);
      expect(byService.rows).toEqual(byHttp.rows);
      expect({ ...byCommand.summary, same_file_as: null }).toEqual({ ...byHttp.summary, same_file_as: null });
      expect({ ...byService.summary, same_file_as: null }).toEqual({ ...byHttp.summary, same_file_as: null });
      const stored = await storedBy(byHttp);
      expect(await storedBy(byCommand)).toEqual(stored);
      expect(await storedBy(byService)).toEqual(stored);

      // Beside the ledger of what was written.
      const numbers = (what: string) => file.rows.filter((row) => row.what === what).map((row) => row.rowNumber);
      expect(stored.map((row) => row.row_number)).toEqual(
        [...numbers('person'), ...numbers('total')].sort((a, b) => a - b),
      );
      expect(byHttp.summary?.rows.blank).toBe(numbers('blank').length);
      const { total, done, created, new_revision, unchanged, held, rejected } = byHttp.rows;
      expect([total, done, created + new_revision + unchanged + held + rejected]).toEqual([
        stored.length,
        stored.length,
        stored.length,
      ]);
      const outcomeOf = new Map(stored.map((row) => [row.row_number, row.outcome]));
      for (const row of numbers('total')) expect(['held', 'rejected']).toContain(outcomeOf.get(row));
      const untouched = file.rows.filter((row) => row.what === 'person' && row.oddities.length === 0);
      expect(untouched.length).toBeGreaterThan(500);
      expect(untouched.filter((row) => outcomeOf.get(row.rowNumber) !== 'created')).toEqual([]);
    },
  );
});
