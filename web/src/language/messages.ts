import { IntlMessageFormat } from 'intl-messageformat';
import type english from '../locales/en.json';
import { formatLocalesOf, type Language } from './languages.js';

export type MessageKey = keyof typeof english;
export type Catalogue = Record<MessageKey, string>;
export type Values = Record<string, string | number>;

/** Typed as complete catalogues: a key that a language lacks does not compile. */
const loaders: Record<Language, () => Promise<Catalogue>> = {
  ar: async () => (await import('../locales/ar.json')).default,
  ckb: async () => (await import('../locales/ckb.json')).default,
  kmr: async () => (await import('../locales/kmr.json')).default,
  en: async () => (await import('../locales/en.json')).default,
  tr: async () => (await import('../locales/tr.json')).default,
  de: async () => (await import('../locales/de.json')).default,
};

export function loadCatalogue(language: Language): Promise<Catalogue> {
  return loaders[language]();
}

/** Words that come with some screens only (build-checks/catalogue-parts.ts). */
export type CataloguePart = 'administration' | 'imports';
const partLoaders: Record<CataloguePart, Record<string, () => Promise<Partial<Catalogue>>>> = {
  administration: import.meta.glob<Partial<Catalogue>>('../locales/*.json', {
    query: '?part=administration',
    import: 'default',
  }),
  imports: import.meta.glob<Partial<Catalogue>>('../locales/*.json', {
    query: '?part=imports',
    import: 'default',
  }),
};

export async function loadPart(language: Language, part: CataloguePart): Promise<Partial<Catalogue>> {
  return (await partLoaders[part][`../locales/${language}.json`]?.()) ?? {};
}

// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: what <bdi> does, inside plain text.
const isolated = (value: string | number) => (typeof value === 'string' ? `\u2068${value}\u2069` : value);

/** For keys that are put together from a code of the service: is there a message? */
export const knownKey = (catalogue: Catalogue, key: string): key is MessageKey => Object.hasOwn(catalogue, key);

/** Turns keys into text in one language. */
export function createTranslator(language: Language, catalogue: Catalogue) {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  return (key: MessageKey, values?: Values): string => {
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(catalogue[key], formatLocalesOf[language]);
      compiled.set(key, message);
    }
    const prepared =
      values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value)]));
    return String(message.format(prepared));
  };
}
