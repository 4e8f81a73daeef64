import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';

const sourceLanguage = 'en';
const languages = ['en', 'ar'];
/** Arabic has six plural forms; a message that leaves one out falls back to a wrong one. */
const arabicPluralForms = ['zero', 'one', 'two', 'few', 'many', 'other'];

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Arguments a message takes, and the plural forms of each of its plurals. */
function inspect(elements: Element[], found: { names: Set<string>; pluralForms: string[][] }) {
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7) found.names.add(element.value);
    if (!('options' in element)) continue;
    if ('offset' in element) found.pluralForms.push(Object.keys(element.options));
    for (const option of Object.values(element.options)) inspect(option.value, found);
  }
  return found;
}

/** All that is wrong with the catalogues: missing or extra keys, broken ICU syntax, other arguments, absent plural forms. */
export function localeFaults(catalogues: Record<string, Record<string, string>>): string[] {
  const faults: string[] = [];
  const source = catalogues[sourceLanguage] ?? {};
  for (const [language, messages] of Object.entries(catalogues)) {
    for (const key of Object.keys(source)) if (!(key in messages)) faults.push(`${language}: ${key} is missing`);
    for (const [key, text] of Object.entries(messages)) {
      const original = source[key];
      if (original === undefined) {
        faults.push(`${language}: ${key} is not in ${sourceLanguage}.json`);
        continue;
      }
      if (text.trim() === '') faults.push(`${language}: ${key} is empty`);
      try {
        const ours = inspect(new IntlMessageFormat(text, language).getAst(), { names: new Set(), pluralForms: [] });
        const theirs = inspect(new IntlMessageFormat(original, sourceLanguage).getAst(), {
          names: new Set(),
          pluralForms: [],
        });
        const [mine, expected] = [ours, theirs].map(({ names }) => [...names].sort().join(', '));
        if (mine !== expected)
          faults.push(`${language}: ${key} takes (${mine}), ${sourceLanguage} takes (${expected})`);
        for (const forms of language === 'ar' ? ours.pluralForms : [])
          for (const form of arabicPluralForms)
            if (!forms.includes(form)) faults.push(`ar: ${key} has no plural form "${form}"`);
      } catch (error) {
        faults.push(`${language}: ${key} is not valid ICU MessageFormat (${(error as Error).message})`);
      }
    }
  }
  return faults;
}

/** Stops the build when a catalogue has a fault. */
export function checkLocales(folder: URL): Plugin {
  return {
    name: 'athar-check-locales',
    buildStart() {
      const catalogues = Object.fromEntries(
        languages.map((language) => [language, JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'))]),
      );
      const faults = localeFaults(catalogues);
      if (faults.length > 0) this.error(`Message catalogues:\n${faults.join('\n')}`);
    },
  };
}
