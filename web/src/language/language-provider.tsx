import { type ReactNode, useMemo, useState } from 'react';
import { LanguageContext, type LoadedLanguage, rememberLanguage } from './language.js';
import { directionOf, type Language } from './languages.js';
import {
  type CataloguePart,
  createTranslator,
  knownKey,
  loadCatalogue,
  loadPart,
  type MessageKey,
} from './messages.js';

export function applyToDocument(language: Language) {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf[language];
}

const noParts: readonly CataloguePart[] = [];

export function LanguageProvider({ initial, children }: { initial: LoadedLanguage; children: ReactNode }) {
  const [loaded, setLoaded] = useState({ ...initial, parts: noParts });
  const value = useMemo(
    () => ({
      language: loaded.language,
      direction: directionOf[loaded.language],
      t: createTranslator(loaded.language, loaded.catalogue),
      knows: (key: string): key is MessageKey => knownKey(loaded.catalogue, key),
      switchTo: async (language: Language) => {
        const { parts } = loaded;
        const words = [loadCatalogue(language), ...parts.map((part) => loadPart(language, part))];
        const catalogue = Object.assign({}, ...(await Promise.all(words)));
        rememberLanguage(language);
        applyToDocument(language);
        setLoaded({ language, catalogue, parts });
      },
      parts: loaded.parts,
      addPart: async (part: CataloguePart) => {
        const words = await loadPart(loaded.language, part);
        // Somebody may have chosen another language meanwhile: then its words are asked for.
        setLoaded((now) =>
          now.language === loaded.language && !now.parts.includes(part)
            ? { ...now, catalogue: { ...now.catalogue, ...words }, parts: [...now.parts, part] }
            : now,
        );
      },
    }),
    [loaded],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}
