import { describe, expect, it } from '@jest/globals';
import { projectGazetteer } from '../linkage/project-gazetteer.js';
import { readHeadings } from './read-headings.js';
import { readRow } from './read-row.js';

const gazetteer = projectGazetteer();
const { map } = readHeadings(['full_name', 'birth_date']);
const outcomeOf = (name: string) => {
  const { outcome, problems } = readRow([name, '1984'], 2, map, gazetteer);
  return [outcome, ...problems.map(({ code }) => code)];
};

describe('a row of a list whose name cell names nobody', () => {
  it.each(['Man', 'unknown man', 'Woman', 'Child'])('is held for somebody to look at when it says %s', (name) => {
    expect(outcomeOf(name)).toEqual(['held', 'name.unidentified']);
  });

  it.each(['', '?', '-'])('is rejected when it says nothing at all (%j)', (name) => {
    expect(outcomeOf(name)).toEqual(['rejected', 'name.missing']);
  });

  it('is taken in when a name stands beside the word', () => {
    expect(outcomeOf('Man: Samer Athartest')[0]).toBe('created');
  });
});
