import { describe, expect, it } from '@jest/globals';
import { mayBeSamePerson } from './same-person.js';

describe('a number of a list that comes again', () => {
  it.each([
    ['the same name', ['Khalid Kasim Athartest'], ['Khalid Kasim Athartest'], true],
    ['letters typed for one another', ['أحمد'], ['احمد'], true],
    ['a name that was written out in full', ['Khalid Athartest'], ['Khalid Kasim Omar Athartest'], true],
    ['half of the words', ['Khalid Athartest'], ['Omar Athartest'], true],
    ['a family name alone', ['Khalid Kasim Athartest'], ['Omar Samer Athartest'], false],
    ['nothing', ['Khalid Kasim'], ['Omar Samer'], false],
    ['no name before', [], ['Omar Samer'], true],
  ])('shares %s: same person %#', (_, before, now, same) => {
    expect(mayBeSamePerson(before, now)).toBe(same);
    expect(mayBeSamePerson(now, before)).toBe(same);
  });
});
