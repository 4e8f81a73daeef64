/**
 * Sorani writes every vowel; Arabic registers write the same names without the short ones. The letter AE (06D5) inside a word is a short vowel and goes
 * (HEVAL: heh AE veh alef lam), at its end it stands where Arabic has a final heh. A vowel at the beginning of a word leans on yeh with hamza, which no
 * Arabic word begins with: it is read as alef (AZAD, EHMED, OZAN, IBRAHIM). After the tables and the dropping of marks.
 */
export function readKurdishVowels(text: string): string {
  if (!/[\u06d5\u0626]/.test(text)) return text;
  return text
    .replace(/(?<!\p{L})\u0626(?:\u0627|\u06d5(?=\p{Script=Arabic}))?(?=\p{Script=Arabic})/gu, '\u0627')
    .replace(/(?<=\p{Script=Arabic})\u06d5(?=\p{Script=Arabic})/gu, '')
    .replaceAll('\u06d5', '\u0647'); // heh
}
