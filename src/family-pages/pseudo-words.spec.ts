import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { pseudoCatalogue, pseudoText } from '../../test/support/pseudo-words.mjs';
import { localeFaults } from '../../web/build-checks/locales.js';
import { catalogueOf } from './words.js';

const english = catalogueOf('en');
const kinds = ['en-XA', 'en-XB'] as const;

describe.each(kinds)('the pseudo-language %s', (kind) => {
  const catalogue = pseudoCatalogue(kind, english);

  it('has every text, with the values and plurals of the English one', () => {
    expect(localeFaults({ en: english, [kind]: catalogue })).toEqual([]);
    expect(Object.keys(catalogue)).toEqual(Object.keys(english));
  });

  it('stands in brackets, so that what stands outside of them is no text of the catalogue', () => {
    expect(Object.values(catalogue).filter((text) => !/^\[[\s\S]+\]$/.test(text))).toEqual([]);
  });
});

it('en-XA is at least 40 % longer, and readable', () => {
  const short = Object.entries(pseudoCatalogue('en-XA', english)).filter(
    ([key, text]) => text.length < english[key as keyof typeof english].length * 1.4,
  );
  expect(short).toEqual([]);
  expect(pseudoText('en-XA', 'Name of {who}')).toMatch(/^\[Ñáá?ɱéé ôôƒ \{who\}/);
});

it('en-XB turns each line round, and leaves values as they are', () => {
  expect(pseudoText('en-XB', 'One {name}\nTwo')).toBe('[\u202eOne\u202c {name}\n\u202eTwo\u202c]');
  const text = pseudoText('en-XB', '{n, plural, one {# word} other {# words}}');
  expect(new IntlMessageFormat(text, 'en').format({ n: 2 })).toBe('[2 \u202ewords\u202c]');
});
