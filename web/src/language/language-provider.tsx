import { type ReactNode, useMemo, useState } from 'react';
import { LanguageContext, type LoadedLanguage, rememberLanguage } from './language.js';
import { directionOf, type Language } from './languages.js';
import { createTranslator, knownKey, loadCatalogue, type MessageKey } from './messages.js';

export function applyToDocument(language: Language) {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf[language];
}

export function LanguageProvider({ initial, children }: { initial: LoadedLanguage; children: ReactNode }) {
  const [loaded, setLoaded] = useState(initial);
  const value = useMemo(
    () => ({
      language: loaded.language,
      direction: directionOf[loaded.language],
      t: createTranslator(loaded.language, loaded.catalogue),
      knows: (key: string): key is MessageKey => knownKey(loaded.catalogue, key),
      switchTo: async (language: Language) => {
        const catalogue = await loadCatalogue(language);
        rememberLanguage(language);
        applyToDocument(language);
        setLoaded({ language, catalogue });
      },
    }),
    [loaded],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}
