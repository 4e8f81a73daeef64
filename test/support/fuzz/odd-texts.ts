import fc from 'fast-check';
import { markerFamily, markerFamilyArabic } from '../builders.js';

/** Texts that broke somebody's service once (security.md 3.3), each with the marker where a name would stand, so that its way back is seen. */
const oddities = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  `\udfff${markerFamily}`,
  '\u202e\u0645\u062d\u0645\u062f',
  '\u2066x\u2069',
  '\u200b\u200c\u200d\ufeff',
  '\u200f',
  '\ufffd',
  '\u0640'.repeat(50),
  // Presentation forms: each letter as it looks in its place.
  '\ufe8d\ufedf\ufea4\ufea4\ufeae',
  'a\u0301'.repeat(500),
  '\u0627\u0651\u064e\u0650'.repeat(300),
  'Cаrl', // the second letter is Cyrillic
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u{e0041}',
  "'; drop table reports; --",
  '$1',
  '%s%n%x',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what somebody would send to see whether it is filled in
  '${7*7}',
  '=1+1',
  '@SUM(A1)',
  '../../../etc/passwd',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'true',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '9'.repeat(400),
  '0'.repeat(30),
  '\u0661\u0662\u0663',
  '2013-02-30',
  '31/2/2013',
  '0000-00-00',
  '99999-12-31',
  '-000001-01-01T00:00:00Z',
  '2020-01-01T24:00:00Z',
  '1434/7/1',
  '\\',
  '\\u0000',
  '"',
  '\r\nset-cookie: a=b',
  '\t',
  '\n',
  '<script>alert(1)</script>',
  '<!DOCTYPE a [<!ENTITY b "c">]>&b;',
  '\u2028',
  '\u0085',
  'x'.repeat(5_000),
  `${markerFamilyArabic} `.repeat(400),
  '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  '00000000-0000-0000-0000-000000000000',
];

const letters = fc.oneof(
  fc.constantFrom(...'\u0645\u062d\u0645\u062f\u0623\u0629\u0649\u0643\u06a9\u06cc\u0621 Aabdelrh-\'`\u02bf'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);

const word = fc.constantFrom(
  markerFamily,
  markerFamilyArabic,
  '\u0623\u062d\u0645\u062f',
  '\u062e\u0627\u0644\u062f',
  '\u0639\u0628\u062f \u0627\u0644\u0644\u0647',
  '\u0623\u0628\u0648 \u0639\u0644\u064a',
  '\u0628\u0646',
  'Khaled',
  'abd al-',
  'bint',
  'Dr.',
  '(',
  ')',
  '/',
  ',',
  '?',
  '-',
);

/** Anything that may stand in a field for a text; about half of it would pass for a name. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')) },
  { weight: 3, arbitrary: fc.constantFrom(...oddities) },
  { weight: 2, arbitrary: fc.array(letters, { maxLength: 24 }).map((all) => all.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);

export const oddNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 2, 0.5, 1e-7, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, -(2 ** 63), 1e21, 1e308, 199, 200, 201),
  fc.integer(),
);
