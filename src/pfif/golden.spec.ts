import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { validated } from '../../test/support/validated-pfif.js';
import { type FindingCode, findingCodes } from './index.js';

const folder = fileURLToPath(new URL('../../test/golden/pfif/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.xml'));
const expected = (file: string) => JSON.parse(readFileSync(`${folder}${file.replace(/xml$/, 'json')}`, 'utf8'));

describe('a file of PFIF', () => {
  it.each(files)('%s has the findings that stand beside it', async (file) => {
    const { now, findings, end } = expected(file);
    const seen = await validated(createReadStream(`${folder}${file}`), now);
    expect(seen.findings.map(({ kind: _kind, message: _message, ...one }) => one)).toEqual(findings);
    expect(seen.end).toEqual({ kind: 'end', ...end });
  });

  it.each(files)('%s has the same findings when it arrives in pieces of any size', async (file) => {
    const { now, findings } = expected(file);
    for (const highWaterMark of [1, 7]) {
      const seen = await validated(createReadStream(`${folder}${file}`, { highWaterMark }), now);
      expect(seen.findings.map(({ code, line, column }) => [code, line, column])).toEqual(
        findings.map(({ code, line, column }: Record<string, unknown>) => [code, line, column]),
      );
    }
  });

  it('that breaks no rule has no error, and every rule is broken by one of the files', () => {
    const codes = new Set(files.flatMap((file) => expected(file).findings.map(({ code }: { code: string }) => code)));
    // A million records, and a field that is too long, are written when they are tested (validate.spec.ts).
    const missing = Object.keys(findingCodes).filter((code) => !codes.has(code));
    expect(missing.sort()).toEqual(['field.too_long', 'file.too_many_records']);
    for (const file of files.filter((name) => /^(valid|written)/.test(name)))
      expect(expected(file).end).toMatchObject({ complete: true, found: { error: 0 } });
  });

  it('says what is wrong in a sentence that holds nothing of what the fields hold', async () => {
    for (const file of files) {
      const { now } = expected(file);
      const { findings } = await validated(createReadStream(`${folder}${file}`), now);
      for (const { message, code } of findings) {
        expect(message).toMatch(/^[A-Z].*\.$/);
        expect(message).not.toMatch(/\{|\?|Athartest|Samer|Homs|martyr|example|stray|[^ -~\u2013]/);
        if (code in findingCodes) expect(message.slice(0, 3)).toBe(findingCodes[code as FindingCode][1].slice(0, 3));
      }
    }
  });
});
