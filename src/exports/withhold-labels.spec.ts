import { describe, expect, it } from '@jest/globals';
import type { SharedPerson } from './shared-person.js';
import { withheldTexts, withholdLabels } from './withhold-labels.js';

const person = (name: string, changes: Partial<SharedPerson> = {}): SharedPerson => ({
  names: [
    {
      as_written: name,
      normalised: name.toLowerCase(),
      script: 'Latn',
      given: 'Samer',
      father: null,
      grandfather: null,
      family: 'Athartest',
    },
  ],
  mother_names: [],
  sex: null,
  birth: null,
  event: { type: 'arrest', date: null },
  place: null,
  home: null,
  facility: null,
  source_record_id: null,
  ...changes,
});
const source = { title: 'Invented wanted register of Branch 9', issuer: 'Invented Branch 9', fileName: 'branch-9.csv' };

describe('R24: what a source calls a person stays here', () => {
  it.each([
    ['Samer Athartest (WANTED)', 'Samer Athartest ([withheld])'],
    // "the wanted", "informant", "terrorist" with a hamza, as lists write them behind a name.
    ['\u0633\u0627\u0645\u0631 \u0627\u0644\u0645\u0637\u0644\u0648\u0628', '\u0633\u0627\u0645\u0631 [withheld]'],
    ['\u0645\u062e\u0628\u0631 \u0633\u0627\u0645\u0631', '[withheld] \u0633\u0627\u0645\u0631'],
    ['\u0633\u0627\u0645\u0631 / \u0625\u0631\u0647\u0627\u0628\u064a', '\u0633\u0627\u0645\u0631 / [withheld]'],
    ['Samer Athartest', 'Samer Athartest'],
    ['Spyros Suspectov', 'Spyros Suspectov'],
  ])('%s leaves as %s', (written, left) => {
    expect(withholdLabels(person(written)).names[0].as_written).toBe(left);
  });

  it('nor the name of the source itself, in any text that leaves, and each is counted', () => {
    const given = withholdLabels(
      person('Samer, Invented Branch 9', {
        mother_names: [{ as_written: 'Huda spy', normalised: 'huda spy' }],
        source_record_id: 'branch_9.csv 17',
      }),
      source,
    );
    expect(given.names[0]).toMatchObject({ as_written: '[withheld]', normalised: '[withheld]', given: 'Samer' });
    expect(given.mother_names).toEqual([{ as_written: 'Huda [withheld]', normalised: 'huda [withheld]' }]);
    expect(given.source_record_id).toBe('[withheld]');
    expect(withheldTexts(given)).toBe(3);
    expect(JSON.stringify(given)).not.toMatch(/branch|wanted|spy/i);
  });

  it('and a part of a name that is a label is no part of it', () => {
    const [name] = person('Wanted Athartest').names;
    const given = withholdLabels(person('', { names: [{ ...name, given: 'Wanted' }] }));
    expect(given.names[0]).toMatchObject({ given: null, family: 'Athartest' });
  });
});
