import { describe, expect, it } from '@jest/globals';
import { nameRoles } from '../record.js';
import { readTable } from '../tables/read-table.js';
import { parseName } from './parse-name.js';
import type { NameParse } from './types.js';

/** What a parse keeps beside the parts, in the notation of the table. */
function besideOf(parse: NameParse): string[] {
  const lists = {
    kunya: parse.kunya,
    laqab: parse.laqab,
    nisba: parse.nisba,
    alias: parse.aliases,
    title: parse.titles,
    fate: parse.fateWords,
    link: parse.linkWords,
    unread: parse.unread,
  };
  const found = Object.entries(lists).flatMap(([name, values]) => values.map((value) => `${name}:${value}`));
  const { relation } = parse;
  if (relation) {
    const of = relation.of === null ? '' : `>${relation.of}`;
    found.push(`relation:${relation.kind}=${relation.written}${of}`);
  }
  if (parse.unsure) found.push('unsure');
  if (parse.damaged) found.push('damaged');
  return found.sort();
}

describe('reading names as lists, papers and families write them', () => {
  const rows = readTable('names.parse.cases.tsv');

  it.each(rows)('$raw $note', (row) => {
    const raw = row.raw!;
    const [best] = parseName(raw);
    if (row.beside === 'none') {
      expect(best).toBeUndefined();
      return;
    }
    const expected = Object.fromEntries(nameRoles.filter((role) => row[role]).map((role) => [role, row[role]]));
    expect(best).toMatchObject({ raw });
    expect(best!.parts).toEqual(expected);
    expect(besideOf(best!)).toEqual(row.beside ? row.beside.split(';').sort() : []);
  });
});
