import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { openDataSource } from '../../src/database/data-source.js';
import { markerFamily, markerFamilyArabic } from '../support/builders.js';
import { athar, type Outcome } from '../support/command.js';

const limitMs = 180_000;
jest.setTimeout(limitMs);
let dataSource: DataSource;
beforeAll(async () => {
  dataSource = await openDataSource(process.env.DATABASE_URL!);
  const base = { displayName: `Nour ${markerFamily}`, password: 'an invented long password' } as const;
  await putAccount(dataSource, { ...base, login: 'nour', role: 'caseworker' }, false);
  await putAccount(dataSource, { ...base, login: 'technician', role: 'system_admin' }, false);
});
afterAll(() => dataSource.destroy());

/** Runs several commands, three at a time; the answers stand under the words that were typed. */
async function runAll(rows: readonly (readonly [string, ...unknown[]])[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const queue = rows.values();
  const one = async () => {
    for (const [typed] of queue) outcomes.set(typed, await athar(wordsOf(typed)));
  };
  await Promise.all([one(), one(), one()]);
  return outcomes;
}

/** Splits as a shell would; quotes are single ones. */
const wordsOf = (typed: string) =>
  [...typed.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('every command explains itself', () => {
  const commands = [
    [
      '',
      [
        'serve',
        'worker',
        'migrate',
        'demo',
        'import',
        'match',
        'model',
        'search',
        'account',
        'keys',
        'pfif',
        'openapi',
        'Exit codes',
      ],
    ],
    ['serve', ['--data', '--workers', '--only', 'DATABASE_URL', 'REDIS_URL', 'PORT']],
    ['worker', ['DATABASE_URL', 'REDIS_URL', 'WORKER_CONCURRENCY']],
    ['migrate', ['--data', '--json']],
    ['demo', ['--evaluate', '--json', '--reports', '--records', '--seed', '--workers', '--data']],
    ['import', ['check', 'run', 'status', 'list', 'cancel', 'revert', 'bring-back']],
    [
      'import check',
      [
        ...['<file>', '--list', '--kind', '--type', '--title', '--encoding', '--delimiter', '--sheet', '--header-row'],
        ...['--mapping', '--save-mapping', '--errors', '--annotated', '--version-at', '--as', '--server', '--key-file'],
        ...['ATHAR_KEY', '--json', 'Examples:', 'Exit codes: 0'],
      ],
    ],
    ['import run', ['[file]', '--import', '--yes', '--strict', 'Ctrl-C', 'Examples:', 'Exit codes: 0']],
    ['import status', ['[id]', '--json', 'Exit codes: 0']],
    ['import list', ['--limit', '--state', '--json']],
    ['import cancel', ['<id>', '--json']],
    ['import revert', ['<id>', '--reason', '30 days', 'second person', '--json']],
    ['import bring-back', ['<id>', '--json']],
    ['match', ['explain']],
    ['match explain', ['<a> [b]', '--language', '--as', '--json', 'birth']],
    ['model', ['show', 'estimate', 'evaluate', 'propose', 'confirm', 'refuse', 'withdraw', 'rollback', 'list']],
    ['model show', ['--model', '--json']],
    ['model estimate', ['--population', '--reviewed', '--prior-strength', '--write', '--as', '--noise', '--json']],
    ['model evaluate', ['--seed', '--reports', '--records', '--noise', '--siblings', '--cousins', '--model', '--json']],
    ['search', ['<name>', '--reason', '--limit', '--as', '--json']],
    ['account', ['invite']],
    ['account invite', ['<login>', '--name', '--role', 'one-time link', 'ATHAR_ORIGIN']],
    [
      'keys',
      ['create', 'add-encryption-key', 'add-audit-key', 'rewrap', 'status', 'remove-encryption-key', 'ATHAR_KEYS_FILE'],
    ],
    ['keys create', ['<file>']],
    ['keys rewrap', ['--data', '--json']],
    ['keys status', ['--data', '--json']],
    ['pfif', ['validate']],
    ['pfif validate', ['<file>', '--json', '--list', '--at', 'Exit codes', 'docs/pfif.md']],
    ['openapi', ['--write']],
  ] as const;
  const asked = commands.map(([command]) => [`${command} --help`.trim()] as const);
  let outcomes: Map<string, Outcome>;
  beforeAll(async () => {
    outcomes = await runAll(asked);
  }, limitMs);

  it.each(commands)('athar %s --help', (command, words) => {
    const { code, out, err } = outcomes.get(`${command} --help`.trim())!;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: athar ${command}`));
    for (const word of words) expect(out).toContain(word);
  });

  it(
    'is found as npx athar and as npm run athar, as the README says',
    async () => {
      const [npx, npm] = await Promise.all([
        athar(['athar', '--help'], { by: ['npx'] }),
        athar(['run', '-s', 'athar', '--', '--help'], { by: ['npm'] }),
      ]);
      for (const { code, out } of [npx, npm]) {
        expect(code).toBe(0);
        expect(out).toMatch(/^Usage: athar /);
      }
    },
    limitMs,
  );
});

describe('a command that is used wrongly ends with 2, one sentence and no result', () => {
  const nameless = /must have a name/;
  const notJson = /That is not a JSON object with name/;
  const wrong = [
    ['nonsense', /^error: unknown command 'nonsense'/],
    ['search', /^error: required option '--reason <text>' not specified/],
    ["search --reason 'A call'", /^error: missing required argument 'name'/],
    ['worker often', /^error: too many arguments/],
    ['search Samer --limit 0', /A whole number from 1 to 50/],
    ['search Samer --limit 1e1', /A whole number from 1 to 50/],
    ["search Samer --reason 'A call'", /^Say who you are: --as <account>/],
    ["search Samer --reason 'A call' --as nobody", /^There is no such account, or it may not do this/],
    ["search Samer --reason 'A call' --as technician", /^There is no such account, or it may not do this/],
    ["search '...' --reason 'A call' --as nour", /at least one letter/],
    ['demo --records many', /A whole number from 4 to/],
    ['import package.json', /^error: unknown command 'package\.json'/],
    ['import check', /^error: missing required argument 'file'/],
    ['import check package.json --type other --as nour', /^Say which list the file is a version of: --list <name>/],
    ['import check package.json --list A --as nour', /^Say what kind of document it is: --type <type>/],
    ['import check package.json --list A --type shopping_list', /Allowed choices are arrest_order/],
    [
      'import check package.json --list A --type other --kind guesses',
      /Allowed choices are detention_records, reports/,
    ],
    ['import check package.json --list A --type other --encoding latin', /Allowed choices are utf-8/],
    ['import check package.json --list A --type other --header-row two --as nour', /^--header-row must be a whole/],
    ['import check missing.csv --list A --type other --as nour', /missing\.csv cannot be read/],
    ['import check test --list A --type other --as nour', /^test is not a file/],
    ["import check package.json --list A --type other --title '' --as nour", /^--title: The text is empty/],
    ['import check package.json --list A --type other --date 31/02/2013 --as nour', /^--date: This day does not exist/],
    [
      'import check package.json --list A --type other --version-at 2999-01-01 --as nour',
      /^--version-at: This lies in/,
    ],
    [
      'import check package.json --list A --type other --mapping missing.json --as nour',
      /missing\.json cannot be read/,
    ],
    ['import check package.json --list A --type other --mapping package.json --as nour', /^That is not a mapping/],
    ['import check package.json --list A --type other', /^Say who you are: --as <account>/],
    ['import check package.json --list A --type other --as technician', /^There is no such account, or it may not do/],
    [
      'import check package.json --list A --type other --server http://athar.example',
      /^Say which key: --key-file <file>/,
    ],
    ['import status --server http://athar.example --key-file package.json', /^That is not the key of a program/],
    ['import status --server http://athar.example --key-file no', /^The file no cannot be read/],
    ['import status --server http://athar.example --as nour', /^--as is for this installation/],
    ['import run package.json --list A --type other --as nour', /^Say --yes to store the rows after the check/],
    ['import run --as nour --yes', /^Give a file, or --import <id>/],
    ['import run package.json --import 1 --as nour --yes', /^Give a file, or --import <id>/],
    ['import revert 1 --as nour', /^error: required option '--reason <text>'/],
    ["import revert 1 --reason ' ' --as nour", /^--reason must say why/],
    ['import list --state lost', /Allowed choices are receiving/],
    ["match explain '' 'Samer'", nameless],
    ['match explain one', /^Give two people, or the id of one suggestion/],
    ['match explain {"name": Samer', notJson],
    ['match explain \'{"nme":"Samer"}\' Samer', notJson],
    ['match explain Samer Samer --language fr', /Allowed choices are en, ar/],
    ['pfif validate', /^error: missing required argument 'file'/],
    ['pfif validate missing.xml', /^missing\.xml is not a file that can be read \(ENOENT\)/],
    ['pfif validate test --json', /^test is not a file that can be read \(EISDIR\)/],
    ['pfif validate package.json --list many', /A whole number from 0 to 1000000/],
    ['pfif validate package.json --at yesterday', /A moment in UTC such as/],
    ['pfif write', /^error: unknown command 'write'/],
  ] as const;
  let outcomes: Map<string, Outcome>;
  beforeAll(async () => {
    outcomes = await runAll(wrong);
  }, limitMs);

  it.each(wrong)('athar %s', (typed, sentence) => {
    const { code, out, err } = outcomes.get(typed)!;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(err).not.toMatch(/\bat .*\.js:\d+/);
  });
});

describe('the servers in the environment', () => {
  const secret = 'hushhush';
  const unreachable = `postgres://athar:${secret}@127.0.0.1:1/athar`;

  it('must be named for a worker and an API alone, which start none', async () => {
    const nothing = { DATABASE_URL: undefined, REDIS_URL: undefined };
    const [worker, api] = await Promise.all([
      athar(['worker'], { env: nothing }),
      athar(['serve', '--only', 'api'], { env: { DATABASE_URL: undefined } }),
    ]);
    expect([worker.code, worker.out, api.code, api.out]).toEqual([2, '', 2, '']);
    expect(worker.err).toMatch(/^DATABASE_URL and REDIS_URL must be set/);
    expect(api.err).toMatch(/^DATABASE_URL must be set/);
  });

  it(
    'are refused by name, not by value, when they are no addresses',
    async () => {
      const env = { DATABASE_URL: `mysql://athar:${secret}@127.0.0.1/athar` };
      const outcomes = await Promise.all([['migrate'], ['worker'], ['serve'], ['demo']].map((a) => athar(a, { env })));
      for (const { code, out, err } of outcomes) {
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).toMatch(/^The configuration is not usable\.\nDATABASE_URL: /);
        expect(err).not.toContain(secret);
      }
    },
    limitMs,
  );

  it(
    'end a command with 1 when the database cannot be reached, without its password',
    async () => {
      const commands = [['migrate'], ['search', 'Samer', '--reason', 'A call', '--as', 'nour'], ['serve'], ['demo']];
      const env = { DATABASE_URL: unreachable };
      for (const { code, out, err } of await Promise.all(commands.map((words) => athar(words, { env })))) {
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toBe('The database that DATABASE_URL names cannot be reached (ECONNREFUSED).\n');
      }
    },
    limitMs,
  );

  it('end a command with 1 when the queue cannot be reached, instead of waiting for ever', async () => {
    const env = { REDIS_URL: `redis://:${secret}@127.0.0.1:1` };
    const { code, out, err } = await athar(['search', 'Samer', '--reason', 'A call', '--as', 'nour'], { env });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('The queue server that REDIS_URL names cannot be reached, or refuses the password.\n');
  });

  it(
    'are brought to the present shape twice with the same end',
    async () => {
      await dataSource.query('create database prepared_by_hand');
      const url = new URL(process.env.DATABASE_URL!);
      url.pathname = '/prepared_by_hand';
      const env = { DATABASE_URL: url.href };
      try {
        const unprepared = await athar(['search', 'Samer', '--reason', 'A call', '--as', 'nour'], { env });
        expect([unprepared.code, unprepared.err.split('\n')[0]]).toEqual([
          1,
          'The database has not been prepared. Run: athar migrate',
        ]);
        const first = await athar(['migrate', '--json'], { env });
        expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
        expect(JSON.parse(first.out).applied.length).toBeGreaterThan(0);
        const second = await athar(['migrate', '--json'], { env });
        expect(second).toEqual({ code: 0, out: '{"applied":[]}\n', err: '' });
      } finally {
        await dataSource.query('drop database prepared_by_hand with (force)');
      }
    },
    limitMs,
  );
});

describe('athar match explain', () => {
  const arabicName = `سامر يوسف ${markerFamilyArabic}`;
  const latinName = `Samer Yousef ${markerFamily}`;
  const explain = (...words: string[]) => athar(['match', 'explain', ...words], { env: { DATABASE_URL: undefined } });

  it('says row by row what speaks for two names being one person, and needs no server for it', async () => {
    const { code, out, err } = await explain(arabicName, latinName);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/A person has to decide|It may well be somebody else/);
    expect(out).toMatch(/Given name: same, in the other script \(\u2068سامر\u2069 \| \u2068Samer\u2069\)/);
    expect(out).toMatch(/Mother's name: not recorded/);
  });

  it('gives the same as one JSON object, whose rows add up to the total', async () => {
    const { code, out } = await explain(arabicName, latinName, '--json');
    expect(code).toBe(0);
    const explanation = JSON.parse(out);
    const sum = explanation.rows.reduce(
      (total: number, row: { weight: number }) => total + row.weight,
      explanation.startingPoint.weight,
    );
    expect(sum).toBeCloseTo(explanation.total, 6);
    expect(explanation.rows[0]).toMatchObject({ comparison: 'given', a: 'سامر', b: 'Samer' });
  });

  it('speaks Arabic when asked to', async () => {
    const { out } = await explain(arabicName, latinName, '--language', 'ar', '--json');
    const { headline, bandLabel, rows } = JSON.parse(out);
    for (const text of [headline, bandLabel, ...rows.map((row: { sentence: string }) => row.sentence)]) {
      expect(text).toMatch(/\p{Script=Arabic}/u);
    }
  });

  it('takes more than a name: mother, sex, birth and event as a JSON object', async () => {
    const him = (birth: string, mother: string) => JSON.stringify({ name: latinName, birth, mother, sex: 'male' });
    const [alike, apart] = await Promise.all([
      explain(him('about 1985', 'Fatima'), him('1986', 'فاطمة'), '--json'),
      explain(him('1985', 'Fatima'), him('1941', 'Souad'), '--json'),
    ]);
    const weights = ({ out }: Outcome) => {
      const { rows } = JSON.parse(out) as { rows: { comparison: string; weight: number }[] };
      return Object.fromEntries(rows.map((row) => [row.comparison, row.weight]));
    };
    expect(weights(alike)).toMatchObject({ sex: expect.any(Number), birth: expect.any(Number) });
    for (const comparison of ['mother', 'birth']) {
      expect(weights(alike)[comparison]).toBeGreaterThan(0);
      expect(weights(apart)[comparison]).toBeLessThan(0);
    }
  });
});
