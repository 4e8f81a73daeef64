import { describe, expect, it } from '@jest/globals';
import type { Column } from '../partner-files/index.js';
import type { ImportField } from './mapping/import-fields.js';
import { rowIdentities } from './rows-identity.js';

function reader(meanings: [heading: string, field: ImportField | null][]) {
  const columns = meanings.map(([heading], index): Column => ({ index, letter: 'ABCDEF'[index], heading }));
  const mapping = {
    kind: 'detention_records' as const,
    columns: meanings.map(([heading, field]) => ({ heading, field })),
  };
  const identify = rowIdentities(columns, mapping);
  return (...cells: string[]) => {
    const { rowKey, contentDigest } = identify(cells.map((raw) => ({ raw })));
    return { key: rowKey.toString('hex'), digest: contentDigest.toString('hex') };
  };
}

const withNumber = reader([
  ['No', 'row_counter'],
  ['File', 'source_record_id'],
  ['Name', 'full_name'],
]);

describe('a row that has a number of its source', () => {
  it('is known again by it, whatever else changed', () => {
    const [before, after] = [withNumber('1', 'A-7', 'Samir Athartest'), withNumber('9', 'A-7', 'Samir A. Athartest')];
    expect(after.key).toBe(before.key);
    expect(after.digest).not.toBe(before.digest);
  });

  it('is known again when the number is typed with other digits or blanks', () => {
    expect(withNumber('1', ' \u0661\u0662 ', 'Samir').key).toBe(withNumber('1', '12', 'Samir').key);
  });

  it('is another one than a row with another number', () => {
    expect(withNumber('1', '7', 'Samir Athartest').key).not.toBe(withNumber('1', '8', 'Samir Athartest').key);
  });

  it.each(['', ' ', '-', '?'])('and is known by what it says when the number is %j', (none) => {
    const [one, other] = [withNumber('1', none, 'Samir Athartest'), withNumber('2', none, 'Samira Athartest')];
    expect(one.key).not.toBe(other.key);
  });
});

describe('a row without a number of its source', () => {
  const listed = reader([
    ['No', 'row_counter'],
    ['Name', 'full_name'],
    ['Note', null],
  ]);

  it('is known again although its running number moved', () => {
    expect(listed('1', 'Samir', 'x')).toEqual(listed('2', 'Samir', 'x'));
  });

  it('is another one when any of its cells differs, also one that means nothing to us', () => {
    expect(listed('1', 'Samir', 'x').key).not.toBe(listed('1', 'Samir', 'y').key);
  });

  it('is known again when the columns stand in another order, and is not mixed up when two values change places', () => {
    const turned = reader([
      ['Note', null],
      ['Name', 'full_name'],
    ]);
    expect(turned('x', 'Samir')).toEqual(listed('5', 'Samir', 'x'));
    expect(turned('Samir', 'x').key).not.toBe(listed('5', 'Samir', 'x').key);
  });

  it('keeps apart what stands in two cells and in one', () => {
    expect(listed('', 'a', 'b').key).not.toBe(listed('', 'a","Note","b', '').key);
  });
});
