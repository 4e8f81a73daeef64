import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { athar, projectRoot } from '../support/command.js';

jest.setTimeout(180_000);

const golden = (name: string) => join(projectRoot, 'test/golden/pfif', name);
/** No database and no queue are near. */
const validate = (...args: string[]) =>
  athar(['pfif', 'validate', '--at', '2025-06-01T12:00:00Z', ...args], {
    env: { DATABASE_URL: undefined, REDIS_URL: undefined },
  });

describe('athar pfif validate, without a database', () => {
  it('ends with 0 when nothing breaks the standard, and lists warnings and notices all the same', async () => {
    const { code, out, err } = await validate(golden('valid-1.4.xml'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^7:22 warning, record 1: The field entry_date has fractions .* \(date\.fraction\)$/),
      expect.stringMatching(/^15:25 notice, record 1: .* \(sensitive\.field\)$/),
      expect.stringMatching(/^51:22 warning, record 5: .* \(date\.fraction\)$/),
      'PFIF 1.4: 4 persons, 2 notes; 0 errors, 2 warnings, 1 notices',
    ]);
  });

  it('ends with 1 when a rule is broken, and never prints what the file holds', async () => {
    const { code, out } = await validate(golden('wrong-values-1.4.xml'));
    expect(code).toBe(1);
    expect(out).toMatch(/^64:20 notice, record 6: /m);
    expect(out).not.toMatch(/Samer|Athartest|Homs|martyr|nobody@/);
  });

  it('gives the same as one JSON object, whose findings are those of the golden file', async () => {
    const { code, out, err } = await validate(golden('expiry-1.4.xml'), '--json');
    const { findings, ...summary } = JSON.parse(out);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(summary).toMatchObject({ valid: false, version: '1.4', persons: 4, notes: 3, complete: true });
    const expected = JSON.parse(readFileSync(golden('expiry-1.4.json'), 'utf8')).findings;
    expect(findings).toEqual(
      expected.map((one: object) => expect.objectContaining({ ...one, message: expect.any(String) })),
    );
  });

  it('measures what has expired by today, unless told otherwise', async () => {
    const later = await validate(golden('valid-1.4.xml'), '--at', '2025-06-02T00:00:01Z');
    expect(later.code).toBe(1);
    expect(later.out).toMatch(/record 6: .* \(expiry\.data_left\)$/m);
    const today = await athar(['pfif', 'validate', golden('expiry-1.4.xml')]);
    expect(today.code).toBe(1);
  });

  it('lists as many findings as are asked for, counts all, and says so', async () => {
    const { code, out, err } = await validate(golden('wrong-values-1.4.xml'), '--list', '2');
    expect({ code, err }).toEqual({ code: 1, err: 'Only the first 2 findings are listed.\n' });
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    expect(out).toContain('24 errors, 1 warnings, 6 notices');
  });

  it.each(['doctype.xml', 'cut-off.xml', 'utf-16.xml', 'web-page.xml', 'empty.xml'])(
    'says of %s that it could not be read to its end',
    async (name) => {
      const { code, out, err } = await validate(golden(name));
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(out).toMatch(/^\d+:\d+ error: .* \(file\.\w+\)$/m);
      expect(out).toMatch(/; not read to the end\n$/);
    },
  );
});
