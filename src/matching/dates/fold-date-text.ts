/** Letters and marks that compatibility decomposition leaves apart although date words are typed with either. */
const sameLetter: Record<string, string> = {
  '\u0629': '\u0647', // teh marbuta -> heh
  '\u06d5': '\u0647', // ae -> heh
  '\u06be': '\u0647', // heh doachashmee -> heh
  '\u0649': '\u064a', // alef maksura -> yeh
  '\u06cc': '\u064a', // farsi yeh -> yeh
  '\u06ce': '\u064a', // yeh with small v -> yeh
  '\u06c6': '\u0648', // oe -> waw
  '\u06a9': '\u0643', // keheh -> kaf
  '\u0671': '\u0627', // alef wasla -> alef
  '\u0131': 'i', // dotless i
  '\u00df': 'ss', // sharp s
  '\u060d': '/', // Arabic date separator
  '\u2044': '/', // fraction slash, left when a fraction is decomposed
  '\u060c': ',', // Arabic comma
  '\u061b': ';', // Arabic semicolon
  '\u061f': '?', // Arabic question mark
  '\u066b': '.', // Arabic decimal separator
};
const foldable = new RegExp(`[${Object.keys(sameLetter).join('')}]`, 'gu');
const onlyAscii = /^[\x20-\x7e]*$/;

/**
 * One spelling for a date text: the three digit sets become ASCII, invisible marks, accents, harakat, hamza on its carrier and tatweel go, case is
 * folded. Used on both the tables and the input, so a table row need not repeat such variants.
 */
export function foldDateText(raw: string): string {
  let text = onlyAscii.test(raw) ? raw.toLowerCase() : foldLetters(raw);
  if (text.includes('\\')) text = text.replaceAll('\\', '/');
  if (text.includes("'") || text.includes('`')) text = text.replace(/(?<=\p{L})['`]/gu, '').replaceAll('`', "'");
  if (text.includes('..')) text = text.replace(/\.{2,}/g, ' - '); // [1982..1986]
  return text.replace(/\s+/g, ' ').trim();
}

function foldLetters(raw: string): string {
  return raw
    .replace(/\p{Cf}/gu, '')
    .replace(/(?<=\p{Nd}\s{0,3})\u0640+(?=\s{0,3}\p{Nd})/gu, '-') // tatweel typed for a dash between numbers
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '') // marks, tatweel
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)) // Arabic-Indic digits
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0)) // Persian digits
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(foldable, (letter) => sameLetter[letter] ?? letter)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02b9-\u02bf]/g, "'");
}
