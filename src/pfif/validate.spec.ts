import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { someRecords } from '../../test/support/pfif-records.js';
import { validated, wholeText } from '../../test/support/validated-pfif.js';
import { findingCodes, validatePfif, writePfif } from './index.js';
import { isRecordId } from './record-id.js';

const folder = fileURLToPath(new URL('../../test/golden/pfif/', import.meta.url));
const goldenFiles = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => readFileSync(`${folder}${name}`));
const begin = '<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">';
const person = (id: number, inner = '') =>
  `<pfif:person><pfif:person_record_id>example.org/${id}</pfif:person_record_id><pfif:source_date>2025-01-01T00:00:00Z</pfif:source_date><pfif:expiry_date>2030-01-01T00:00:00Z</pfif:expiry_date><pfif:full_name>Samer Athartest</pfif:full_name>${inner}</pfif:person>\n`;

/** Cuts, doubles, exchanges and overwrites pieces of a file. */
const changes = fc.array(
  fc.record({
    how: fc.constantFrom('cut', 'double', 'overwrite', 'insert'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 60 }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc
        .constantFrom('<', '>', '</pfif:person>', '<pfif:note>', '<!--', ']]>', '&#0;', '&amp;', '<![CDATA[', '"')
        .map((text) => Buffer.from(text)),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

function changed(file: Buffer, steps: typeof changes extends fc.Arbitrary<infer T> ? T : never): Buffer {
  let bytes = file;
  for (const { how, at, length, bytes: other } of steps) {
    const start = Math.floor(at * bytes.length);
    const piece = bytes.subarray(start, start + length);
    const between = { cut: [], double: [piece, piece], overwrite: [other], insert: [other, piece] }[how];
    bytes = Buffer.concat([bytes.subarray(0, start), ...between!, bytes.subarray(start + piece.length)]);
  }
  return bytes;
}

describe('a damaged file', () => {
  it('never breaks the checking: there is an end, and everything is counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...goldenFiles), changes, async (file, steps) => {
        const { findings, end } = await validated(changed(file, steps));
        const { error, warning, notice } = end.found;
        expect(error + warning + notice).toBe(findings.length);
        expect(end.complete || error > 0).toBe(true);
        for (const { line, message } of findings) {
          expect(line).toBeGreaterThan(0);
          expect(message).not.toContain('{');
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('of ours never breaks it either', async () => {
    await fc.assert(
      fc.asyncProperty(someRecords, changes, async (records, steps) => {
        const text = await wholeText(writePfif(records));
        expect((await validated(changed(Buffer.from(text), steps))).end.kind).toBe('end');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a large file', () => {
  it('is checked in memory that follows from its ids, not from what it holds', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const held: number[] = [];
    const description = `<pfif:description>${'long '.repeat(4_000)}</pfif:description>`;
    const written = async function* () {
      yield Buffer.from(begin);
      for (let id = 0; id <= 5_000; id++) {
        yield Buffer.from(person(id, description));
        if (id % 2_500 !== 0) continue;
        collectGarbage();
        held.push(process.memoryUsage().heapUsed);
      }
      yield Buffer.from('</pfif:pfif>');
    };
    expect((await validated(written())).end).toMatchObject({ persons: 5_001, complete: true, found: { error: 0 } });
    // Fifty megabytes of descriptions went through between two measurements.
    expect(held[2] - held[1]).toBeLessThan(2_500 * 1_000);
  }, 60_000);

  it('of more records than are remembered is not read to its end, and says why', async () => {
    const many = async function* () {
      yield Buffer.from(begin);
      for (let id = 0; ; id++) yield Buffer.from(person(id));
    };
    const seen: unknown[] = [];
    for await (const one of validatePfif(many(), new Date('2025-06-01'), 1_000)) seen.push(one);
    expect(seen).toEqual([
      expect.objectContaining({ code: 'file.too_many_records', message: expect.stringContaining('1000 records') }),
      expect.objectContaining({ kind: 'end', complete: false, persons: 1_001 }),
    ]);
  });

  it('may hold a field that is too long, also when it is written in many pieces: said once', async () => {
    const pieces = `${'x'.repeat(1_000)}<!-- -->`.repeat(200);
    const { findings, end } = await validated(
      `${begin}${person(1, `<pfif:description>${pieces}</pfif:description>`)}</pfif:pfif>`,
    );
    expect(findings).toMatchObject([{ code: 'field.too_long', field: 'description', record: 1 }]);
    expect(end.complete).toBe(true);
  });

  it('may be one person with a hundred thousand notes, all of which outlived him', async () => {
    const file = `${begin}${person(1, '<pfif:note/>'.repeat(100_000))}</pfif:pfif>`.replace('2030', '2020');
    const { findings } = await validated(file);
    expect(findings.filter(({ code }) => code === 'expiry.note_left')).toHaveLength(100_000);
  }, 60_000);
});

describe('a record id', () => {
  it.each(['example.org/1', 'a/b', 'example.org./x y', 'EXAMPLE.org/1/2', '3d.example/1', `${'a'.repeat(63)}.org/1`])(
    '%s is one',
    (id) => expect(isRecordId(id)).toBe(true),
  );
  it.each([
    '',
    '/',
    'a/',
    '/1',
    'a b/1',
    'exa_mple.org/1',
    '-a.org/1',
    'a-.org/1',
    'a..org/1',
    `${'a'.repeat(64)}.org/1`,
  ])('%s is none', (id) => expect(isRecordId(id)).toBe(false));
});

describe('every code', () => {
  const page = readFileSync(new URL('../../docs/pfif.md', import.meta.url), 'utf8');
  it.each(Object.entries(findingCodes))(
    '%s has a sentence that says what to do, also in docs/pfif.md',
    (code, entry) => {
      const [severity, sentence] = entry;
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence.length).toBeLessThan(200);
      const row = page.split('\n').find((line) => line.startsWith(`| \`${code}\` `));
      expect(row?.split('|').map((cell) => cell.trim())).toEqual(['', `\`${code}\``, severity, sentence, '']);
    },
  );
});
