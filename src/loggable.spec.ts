import { describe, expect, it } from '@jest/globals';
import { loggable } from './loggable.js';

const id = '0d9f2a51-3c1e-4b7a-9f53-6c8f0a4b2d11';

describe('what a line of the log may hold', () => {
  it('codes, ids, numbers and claims', () => {
    const line = {
      code: '23514',
      task: 'reports.match',
      subject: id,
      subjects: 12,
      found: true,
      chains: [id],
      none: null,
    };
    expect(loggable(line)).toEqual(line);
  });

  it('where something happened, without what was said there', () => {
    expect(loggable({ at: ['at Reports.file (file:///athar/dist/reports/reports.service.js:10:5)'] })).toHaveProperty(
      'at',
    );
    expect(loggable({ at: ['Error: Key (name)=(Samir Athartest) exists'] })).toEqual({ removed: ['at'] });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a name under a field of its own', { name: 'Athartest' }],
    ['a name under a known field', { code: 'Samir Athartest' }],
    ['a name in Arabic letters', { code: '\u0623\u062b\u0631\u062a\u0633\u062a' }],
    ['a name instead of an id', { subject: 'Athartest' }],
    ['a body', { body: { sought: { names: [{ full: 'Samir Athartest' }] } } }],
    ['headings', { headers: { authorization: 'Bearer ats_Athartest' } }],
    ['a request', { req: { url: '/v1/search?name=Athartest' } }],
    ['an error', { error: new Error('Failing row contains (Athartest)') }],
    ['an error under the name that pino reads', { err: new Error('Failing row contains (Athartest)') }],
    ['something nested under a known field', { code: { message: 'Athartest' } }],
    ['a list with a name in it', { reasons: ['row.late', 'Samir Athartest'] }],
    ['letters of a text that was spread by mistake', Object.assign({}, 'Athartest')],
    [
      'an object of a person, spread: its names are values and fields',
      { Athartest: 'x', 'Samir Athartest': true && 'x' },
    ],
    ['bytes', { key: Buffer.from('Athartest') }],
    ['a function', { code: () => 'Athartest' }],
    ['a number too large for a number', { key: 10n }],
    ['what an object says of itself', { code: { toJSON: () => 'Athartest', toString: () => 'Athartest' } }],
    ['a prototype', JSON.parse('{"__proto__": "Athartest", "constructor": "Athartest", "toString": "Athartest"}')],
  ])('%s goes, and the line says that something went', (_what, line) => {
    const kept = loggable(line);
    expect(JSON.stringify(kept)).not.toMatch(/Athartest|\u0623/);
    expect((kept.removed as string[]).length).toBeGreaterThan(0);
  });
});
