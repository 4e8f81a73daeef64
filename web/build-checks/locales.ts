import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';

const sourceLanguage = 'en';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

interface Inspected {
  /** Arguments the message takes. */
  names: Set<string>;
  /** The branches of each of its selects. */
  branches: Set<string>;
  /** The forms of each of its plurals. */
  pluralForms: string[][];
}

function inspect(elements: Element[], found: Inspected): Inspected {
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7) found.names.add(element.value);
    if (!('options' in element)) continue;
    const options = Object.keys(element.options);
    if ('offset' in element) found.pluralForms.push(options);
    else found.branches.add(`${element.value}: ${options.sort().join(', ')}`);
    for (const option of Object.values(element.options)) inspect(option.value, found);
  }
  return found;
}

const inspectText = (text: string, language: string) =>
  inspect(new IntlMessageFormat(text, language).getAst(), { names: new Set(), branches: new Set(), pluralForms: [] });

const listed = (set: Set<string>) => [...set].sort().join(', ');

/** All that is wrong with the catalogues: missing or extra keys, broken ICU syntax, other arguments or branches, plural forms that the language has and the message has not. */
export function localeFaults(catalogues: Record<string, Record<string, string>>): string[] {
  const faults: string[] = [];
  const source = catalogues[sourceLanguage] ?? {};
  for (const [language, messages] of Object.entries(catalogues)) {
    const pluralForms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of Object.keys(source)) if (!(key in messages)) faults.push(`${language}: ${key} is missing`);
    for (const [key, text] of Object.entries(messages)) {
      const original = source[key];
      if (original === undefined) {
        faults.push(`${language}: ${key} is not in ${sourceLanguage}.json`);
        continue;
      }
      if (text.trim() === '') faults.push(`${language}: ${key} is empty`);
      try {
        const [ours, theirs] = [inspectText(text, language), inspectText(original, sourceLanguage)];
        if (listed(ours.names) !== listed(theirs.names))
          faults.push(
            `${language}: ${key} takes (${listed(ours.names)}), ${sourceLanguage} takes (${listed(theirs.names)})`,
          );
        if (listed(ours.branches) !== listed(theirs.branches))
          faults.push(`${language}: ${key} has other branches than in ${sourceLanguage}`);
        for (const forms of ours.pluralForms)
          for (const form of pluralForms)
            if (!forms.includes(form)) faults.push(`${language}: ${key} has no plural form "${form}"`);
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
        readdirSync(folder)
          .filter((name) => name.endsWith('.json'))
          .map((name) => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
      );
      const faults = localeFaults(catalogues);
      if (faults.length > 0) this.error(`Message catalogues:\n${faults.join('\n')}`);
    },
  };
}
