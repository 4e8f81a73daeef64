// node --import ./test/support/show-pseudo-words.mjs …
// The service then shows pages for families in en-XA where it would show English, and in en-XB where it would show Arabic: that one has to run from
// right to left. Only a test starts it so; the service itself knows nothing of it, so that nothing of it can be switched on where people read.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { pseudoCatalogue } from './pseudo-words.mjs';

const shown = { en: 'en-XA', ar: 'en-XB' };
const catalogue = /\/family-pages\/locales\/(en|ar)\.json$/;
const read = fs.readFileSync;

fs.readFileSync = (file, ...options) => {
  const [, language] = catalogue.exec(String(file)) ?? [];
  if (!language) return read(file, ...options);
  const english = JSON.parse(read(new URL(String(file).replace(/\w+\.json$/, 'en.json')), 'utf8'));
  return JSON.stringify(pseudoCatalogue(shown[language], english));
};
syncBuiltinESMExports();
