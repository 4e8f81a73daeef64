import { ABD, ABU, ARTICLE } from './arabic-particles.js';
import { Random } from './random.js';

/** How often (0..1) a clerk has each habit; see data/demonstration/sources.tsv. */
export interface TypingHabits {
  dropsHamza: number;
  hehForMarbuta: number;
  swapsFinalYeh: number;
  gluesNames: number;
}

/** Rarer slips that come from keyboards and copying, per name part. */
const seatOfHamzaShare = 0.06;
const finalHamzaShare = 0.1;
const persianLettersShare = 0.006;
const tatweelShare = 0.004;
const harakatShare = 0.004;
const doubleSpaceShare = 0.006;
const splitArticleShare = 0.004;

/** Writes an Arabic name part the way people type it: hamza, teh marbuta, final yeh, spaces in compounds. */
export function typeArabic(name: string, habits: TypingHabits, random: Random): string {
  let typed = name;
  const when = (share: number, change: (text: string) => string): void => {
    if (random.chance(share)) typed = change(typed);
  };
  when(habits.gluesNames, (text) => text.replace(new RegExp(`(^| |${ARTICLE})(${ABD}|${ABU}) `, 'gu'), '$1$2'));
  when(habits.dropsHamza, (text) => text.replace(/[\u0622\u0623\u0625]/gu, '\u0627')); // alef carriers -> alef
  when(habits.hehForMarbuta, (text) => text.replace(/\u0629(?= |$)/gu, '\u0647')); // teh marbuta -> heh
  when(
    habits.swapsFinalYeh,
    (text) => text.replace(/[\u0649\u064a](?= |$)/gu, (letter) => (letter === '\u0649' ? '\u064a' : '\u0649')), // alef maqsura <-> yeh
  );
  when(seatOfHamzaShare, (text) => text.replace(/\u0624/gu, '\u0648').replace(/\u0626/gu, '\u064a')); // waw, yeh without hamza
  when(finalHamzaShare, (text) => text.replace(/\u0621(?= |$)/gu, '')); // hamza
  when(persianLettersShare, (text) => text.replace(/\u064a/gu, '\u06cc').replace(/\u0643/gu, '\u06a9')); // Farsi yeh, keheh
  when(tatweelShare, (text) => `${text.slice(0, 2)}\u0640${text.slice(2)}`); // tatweel
  when(harakatShare, (text) => `${text.slice(0, 1)}\u064f${text.slice(1)}`); // damma
  when(doubleSpaceShare, (text) => text.replace(' ', '  '));
  when(splitArticleShare, (text) => text.replace(/^\u0627\u0644(?=.{3})/u, `${ARTICLE} `)); // article apart
  return typed;
}
