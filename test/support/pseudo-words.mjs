// Two languages that nobody speaks, made of the English catalogue (ux.md 4.3).
// en-XA: accents, and at least 40 % longer: what is clipped or overlaps in it is clipped in German or Kurmanji as well.
// en-XB: written from right to left by force: what stays from left to right in it stands in no catalogue, or is isolated on purpose.
// Both stand in brackets: a text on the page outside of brackets was written into the program.
import { IntlMessageFormat } from 'intl-messageformat';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accents = 'áƀçðéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const accented = new Map([...plain].map((letter, place) => [letter, [...accents][place]]));
const longer = 1.4;
const rightToLeft = ['\u202e', '\u202c']; // right-to-left override … pop

const accent = (words) => [...words].map((letter) => accented.get(letter) ?? letter).join('');
/** Each vowel twice: long words break in other places than many short ones. */
const stretch = (words) => words.replace(/[aeiou]/gi, (vowel) => vowel + vowel.toLowerCase());
/** Line by line: an override ends with its paragraph. */
const turn = (words) => words.replace(/[^\s].*[^\s]|[^\s]/g, (line) => rightToLeft.join(line));

const say = { 'en-XA': (words) => accent(stretch(words)), 'en-XB': turn };

const types = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7 };

function print(elements, speak) {
  return elements
    .map((element) => {
      if (element.type === types.literal) return speak(element.value).replace(/[{}]/g, "'$&'");
      if (element.type === types.argument) return `{${element.value}}`;
      if (element.type === types.pound) return '#';
      if (element.type !== types.plural && element.type !== types.select)
        throw new Error(`No pseudo-language for this part of a text: ${JSON.stringify(element)}`);
      const kind = element.type === types.plural ? 'plural' : 'select';
      const options = Object.entries(element.options).map(([form, { value }]) => `${form} {${print(value, speak)}}`);
      return `{${element.value}, ${kind}, ${options.join(' ')}}`;
    })
    .join('');
}

/** Words to fill up with, as long as in the text: nothing is missed by a line that breaks too easily. */
function padding(text, spoken) {
  const missing = Math.ceil(text.length * longer) - spoken.length;
  return missing > 0
    ? ` ${accent('one two three four five six seven eight nine ten '.repeat(20).slice(0, missing).trim())}`
    : '';
}

export function pseudoText(language, text) {
  const spoken = print(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst(), say[language]);
  return language === 'en-XA' ? `[${spoken}${padding(text, spoken)}]` : `[${spoken}]`;
}

export const pseudoCatalogue = (language, catalogue) =>
  Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, pseudoText(language, text)]));
