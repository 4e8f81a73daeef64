import { parseAge, parseDate, unknownDate } from '../../matching/index.js';

/** Questions about one value of a column, by its shape. All take any text and never throw. */

/** Arabic and Persian digits as the usual ones. */
export const plainDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => `${digit.charCodeAt(0) & 15}`);

const longestDate = 60;
/** A year, or three numbers, or a number beside letters (a month): other numbers are ages and counts. */
const mayBeDate =
  /(?<!\d)\d{4}(?!\d)|\d{1,2}\s?[/.\-\s]\s?\d{1,2}\s?[/.\-\s]\s?\d{2}|\d.*\p{L}{3}|\p{L}{3}.*\d|^\d{8}$/u;
const nobodyBornBefore = '1895';
const nothingHappensAfter = '2036';

export function looksLikeDate(text: string): boolean {
  if (text.length > longestDate || !mayBeDate.test(plainDigits(text))) return false;
  const { earliest, latest } = parseDate(text, { of: 'event' });
  const from = earliest ?? latest;
  return from !== null && from > nobodyBornBefore && from < nothingHappensAfter;
}

export function looksHijri(text: string): boolean {
  return looksLikeDate(text) && parseDate(text).calendar !== 'gregorian';
}

const sometime = { ...unknownDate(''), earliest: '2020-01-01', latest: '2020-01-01', precision: 'day' as const };

/** "23", "23 years", "20-25"; never a year. */
export function looksLikeAge(text: string): boolean {
  const plain = plainDigits(text);
  if (/^\d{1,3}$/.test(plain)) return Number(plain) <= 110;
  if (text.length > 30 || !/\d/.test(plain) || /\d{3}/.test(plain)) return false;
  return parseAge(text, sometime).earliest !== null;
}

const email = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i;
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}/;
/** With a country's number, or a Syrian mobile or land line. A national number has eleven digits and none of these beginnings. */
const phone =
  /(?:\+|(?<!\d)00)\d{1,3}[\d\s().-]{6,14}\d|(?<!\d)09\d{2}[\s.-]?\d{3}[\s.-]?\d{3}(?!\d)|(?<!\d)0[1-6]\d[\s.-]\d{6,7}(?!\d)/;

/** Phone, e-mail or IBAN. */
export function looksLikeContact(text: string): boolean {
  const plain = plainDigits(text);
  return email.test(plain) || phone.test(plain) || iban.test(plain);
}

export const isWholeNumber = (text: string): boolean => /^\d{1,15}$/.test(plainDigits(text));
export const hasDigit = (text: string): boolean => /\p{Nd}/u.test(text);
/** A Syrian national number; leading zeros may have been lost. */
export const isNationalNumber = (text: string): boolean => /^\d{10,11}$/.test(plainDigits(text).replace(/[\s-]/g, ''));
export const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !/\p{Nd}{3}/u.test(text);
const wordsIn = (text: string): number => text.trim().split(/\s+/).length;
export const isLong = (text: string): boolean => text.length > 45 || wordsIn(text) > 7;
export const hasThreeWords = (text: string): boolean => wordsIn(text) > 2;

/** Headings that stand in the middle again, lines of totals: so few values may be no number in a column that counts. */
const nearlyAll = 0.9;

/** Share of steps from one whole number to the next that are +1; 0 where fewer than nine of ten values are whole numbers. */
export function runningShare(values: readonly string[]): number {
  const numbers = values.filter(isWholeNumber).map((value) => Number(plainDigits(value)));
  if (numbers.length < 3 || numbers.length < values.length * nearlyAll) return 0;
  return numbers.filter((number, at) => at > 0 && number === numbers[at - 1] + 1).length / (numbers.length - 1);
}
