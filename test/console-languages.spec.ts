import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { localeFaults } from '../web/build-checks/locales.js';
import { directionOf, formatLocalesOf, languages } from '../web/src/language/languages.js';

const folder = new URL('../web/src/locales/', import.meta.url);
const catalogueOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'));
const catalogues = Object.fromEntries(languages.map((language) => [language, catalogueOf(language)]));
const english = catalogueOf('en');

/** Names of products, formats and techniques, and signs: no word of any language. */
const noWords =
  /^(frame\.product_arabic|contact_kind\.whatsapp|source\.fingerprint|file_format\.(jsonl|pfif)|encoding\.utf\w+|progress\.heard|admin_comma|admin_figures\.kappa|admin_users\.step_named|places\.webhooks)$/;
/** Words that both languages spell alike, governorates among them: Import, Name, Organisation, Original, Partner, Passkey, Plan, Start and Version are German too, Plan is Kurmanji. */
const sameAsEnglish: Partial<Record<string, RegExp>> = {
  de: /^(passkey\.label_default|passkeys\.title|start\.title|(queue|case_reason|contact)\.name|disclosure\.plan|import_step\.result|copy_kind\.original|held\.number|admin_users\.(name|organisation)|admin_orgs\.partner|admin_model\.version|governorate\.SY\d+)$/,
  kmr: /^(disclosure\.plan|governorate\.SY\d+)$/,
  tr: /^governorate\.SY\d+$/,
};

/**
 * What no language says of two people whom nobody has confirmed: that they match, or how probable it is. In Sorani and Kurmanji the words that
 * their translators named (docs/translating.md).
 */
const neverOfAPair: Record<string, RegExp> = {
  en: /\bmatch|\bprobab|\bpercent/i,
  ar: /تطابق|مطابق|احتمال|الأرجح|بالمئة|بالمائة/,
  ckb: /هاوتا|لەسەدا/,
  kmr: /lihevhat|(?<!\p{L})hevta|ji sedî/iu,
  tr: /eşleş|muhtemel|olasılı[kğ]|(?<!\p{L})yüzde(?!\p{L})/iu,
  de: /match|treffer|wahrscheinlich|prozent/i,
};
/**
 * Not of a pair: files and their columns, where shares of rows and equal rows are said; how one field of a comparison agrees; and the pages of
 * administrators about the model, which speak of many pairs together.
 */
const notOfAPair =
  /^((import_code|mapping_reason|mapping_confidence|imports|progress|admin_model)\.|(comparison\.agreement|places\.model)$)/;

const numbers = [0, 1, 2, 3, 11, 100, 102];

/** The message with this number for each number it takes, and a word for each word. */
function spoken(text: string, language: keyof typeof formatLocalesOf, number: number): string {
  const message = new IntlMessageFormat(text, formatLocalesOf[language]);
  const wanted = [...text.matchAll(/\{\s*(\w+)\s*(?=[,}])(,\s*(?:plural|number))?/g)];
  const values = Object.fromEntries(wanted.map(([, name, kind]) => [name, kind ? number : 'Athartest']));
  return String(message.format(values));
}

it('the languages of the console are the catalogues there are', () => {
  const files = readdirSync(folder).map((name) => name.replace('.json', ''));
  expect([...languages].sort()).toEqual(files.sort());
});

it('every message is there in every language, with the places, branches and plural forms it needs', () => {
  expect(localeFaults(catalogues)).toEqual([]);
});

it('a message that is missing, broken, or lacks a place or a plural form of its language is told', () => {
  const of = (text: string) =>
    localeFaults({ en: { rows: '{n, plural, one {# row} other {# rows}}' }, ar: { rows: text } });
  expect(localeFaults({ en: { rows: 'Rows' }, de: {} })).toEqual(['de: rows is missing']);
  expect(of('{n, plural, other {')[0]).toContain('not valid ICU MessageFormat');
  expect(of('{m}')[0]).toContain('ar: rows takes (m)');
  expect(of('{n, plural, one {#} other {#}}')).toHaveLength(4);
  const chosen = (branches: string) => ({ who: `{who, select, ${branches} other {they}}` });
  expect(localeFaults({ en: chosen('she {she}'), de: chosen('') })).toEqual(['de: who has other branches than in en']);
});

describe.each(languages)('the console in %s', (language) => {
  const messages = Object.entries(catalogues[language] ?? {});

  it('speaks of any number of things', () => {
    const unspoken = messages.flatMap(([key, text]) =>
      numbers
        .filter((number) => /^$|undefined|NaN/.test(spoken(text, language, number)))
        .map((number) => `${key} with ${number}`),
    );
    expect(unspoken).toEqual([]);
  });

  it('says no pair of people to match or to be probable, and raises its voice nowhere', () => {
    const never = neverOfAPair[language] as RegExp;
    expect(messages.filter(([key, text]) => never.test(text) && !notOfAPair.test(key))).toEqual([]);
    expect(messages.filter(([key, text]) => text.includes('%') && !notOfAPair.test(key))).toEqual([]);
    expect(messages.filter(([, text]) => /[!！]/.test(text))).toEqual([]);
  });

  it('writes Latin digits, as its dates and numbers do', () => {
    expect(messages.filter(([, text]) => /[٠-٩۰-۹]/.test(text))).toEqual([]);
    expect(new Intl.NumberFormat(formatLocalesOf[language]).format(1234.5)).toMatch(/^1[.,]234[.,]5$/);
  });

  it('is written in its own script', () => {
    const letters = messages.map(([, text]) => text.replace(/\{[^{}]*\}/g, '')).join('');
    const arabic = letters.match(/\p{Script=Arabic}/gu)?.length ?? 0;
    const latin = letters.match(/\p{Script=Latin}/gu)?.length ?? 0;
    expect(directionOf[language]).toBe(arabic > latin ? 'rtl' : 'ltr');
  });
});

it.each(languages.filter((language) => language !== 'en'))('nothing was left in English in %s', (language) => {
  const left = Object.entries(catalogues[language] ?? {}).filter(
    ([key, text]) => text === english[key] && !noWords.test(key) && !sameAsEnglish[language]?.test(key),
  );
  expect(left).toEqual([]);
});
