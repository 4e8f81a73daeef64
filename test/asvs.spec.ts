import { describe, expect, it } from '@jest/globals';
import { type AsvsEntry, countAsvs, countsLine, officialIds, readAsvs } from './support/asvs-counts.mjs';
import { brokenEvidence, headingAnchors, testTitles } from './support/named-evidence.js';

const entries = readAsvs();

/** What an entry says for itself: exactly one of these. */
const grounds = (entry: AsvsEntry) => [
  ...(entry.why_not ? ['why_not'] : []),
  ...(entry.open ? ['open'] : []),
  ...(entry.evidence?.length ? ['evidence'] : []),
];

describe('docs/asvs.yaml', () => {
  it('has every requirement of levels 1 and 2 once, none that does not exist, each with its level', () => {
    const official = new Map(officialIds());
    expect(official.size).toBe(345);
    const ids = entries.map((entry) => entry.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect([...official].filter(([id, level]) => level < 3 && !ids.includes(id)).map(([id]) => id)).toEqual([]);
    expect(entries.filter(({ id, level }) => official.get(id) !== level).map(({ id }) => id)).toEqual([]);
    expect([...official].filter(([, level]) => level < 3)).toHaveLength(253);
  });

  it('has the requirements of level 3 that the project took on', () => {
    const third = entries.filter((entry) => entry.level === 3).map((entry) => entry.id);
    expect(third).toEqual(['1.2.10', '11.2.4', '13.3.4', '14.2.6', '14.2.7', '14.2.8', '15.4.2']);
  });

  it('says for each why it does not apply, what shows it, or what is missing', () => {
    const wrong = entries.filter((entry) => {
      const [ground, ...others] = grounds(entry);
      return others.length > 0 || (entry.applies ? ground !== 'evidence' && ground !== 'open' : ground !== 'why_not');
    });
    expect(wrong.map((entry) => entry.id)).toEqual([]);
  });

  it('names an issue for whatever is open, and says each thing in few words', () => {
    expect(entries.filter(({ open }) => open && !/\bissues? \d/.test(open)).map(({ id }) => id)).toEqual([]);
    expect(entries.filter(({ what }) => what.split(' ').length > 12).map(({ id }) => id)).toEqual([]);
    const known = new Set(['id', 'level', 'applies', 'what', 'why_not', 'open', 'evidence']);
    expect(entries.flatMap((entry) => Object.keys(entry).filter((key) => !known.has(key)))).toEqual([]);
  });

  it('points at tests and headings that exist', () => {
    const broken = entries.flatMap((entry) =>
      (entry.evidence ?? []).flatMap((one) => {
        const problem = brokenEvidence(one);
        return problem ? [`${entry.id}: ${problem}`] : [];
      }),
    );
    expect(broken).toEqual([]);
    const line = countsLine(countAsvs(entries));
    process.stdout.write(`${line}\n`);
    const { applies, byTest, byDocument, open, notApplicable } = countAsvs(entries);
    expect([byTest + byDocument + open, applies + notApplicable]).toEqual([applies, entries.length]);
  });
});

describe('a text that is not of that form', () => {
  it.each(['- id: 1.1.1', '  what: "a"', '- id: "1"\n  what: |', '- id: "1"\n  evidence: "a"', '- {"id": "1"}'])(
    '%j is refused',
    (text) => {
      expect(() => readAsvs(text)).toThrow();
    },
  );
});

describe('evidence that is not there is found', () => {
  it.each([
    [{ test: 'test/asvs.spec.ts :: points at tests and headings that exist' }, null],
    [{ test: 'test/asvs.spec.ts :: docs/asvs.yaml > points at tests and headings that exist' }, null],
    [{ test: 'test/asvs.spec.ts :: points at tests' }, 'no test "points at tests" in test/asvs.spec.ts'],
    [{ test: 'test/gone.spec.ts :: points at tests' }, 'no test file test/gone.spec.ts'],
    [{ test: 'package.json :: name' }, 'no test file package.json'],
    [{ doc: 'SECURITY.md#reporting-a-weakness' }, null],
    [{ doc: 'SECURITY.md#gone' }, 'no heading #gone in SECURITY.md'],
    [{ doc: 'GONE.md#gone' }, 'no document GONE.md'],
    [{}, 'no document '],
  ])('%j', (evidence, problem) => {
    expect(brokenEvidence(evidence)).toBe(problem);
  });

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the text of an invented test, as it is written there
  it('a title counts where it is written, and not in a comment or a string', () => {
    const text =
      "// it('a', f)\nconst b = \"it('b', f)\";\ndescribe('c', () => { it.each([1])('d %s', f); it(`e ${b}`, f); });";
    expect([...testTitles('a.spec.ts', text)]).toEqual(['c', 'd %s', 'c > d %s', 'e ${b}', 'c > e ${b}']);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the text of an invented test, as it is written there

  it('a heading is linked to as on GitHub, and none stands in a block of code', () => {
    expect([...headingAnchors("# C1: nothing, at all\n```sh\n# no heading\n```\n## What's `it`?")]).toEqual([
      'c1-nothing-at-all',
      'whats-it',
    ]);
  });
});
