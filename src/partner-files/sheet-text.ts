import type { XmlElement } from './xml-pieces.js';

/** Text of a string item (`si`, `is`): plain or in runs; what only says how a word is pronounced (`rPh`) is none of it. */
export class ItemText {
  private text = '';
  private inText = false;
  private phonetic = 0;

  open({ name }: XmlElement): void {
    if (name === 'rPh') this.phonetic++;
    this.inText = name === 't' && this.phonetic === 0;
  }

  add(text: string): void {
    if (this.inText) this.text += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.phonetic--;
    if (name === 't') this.inText = false;
  }

  take(): string {
    const text = unescaped(this.text);
    this.text = '';
    return text;
  }
}

/** Excel writes characters that XML cannot hold as _x0007_ (ECMA-376 part 1, 22.9.2.19); half a surrogate pair stays as written. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, digits: string) => {
    const letter = String.fromCharCode(Number.parseInt(digits, 16));
    return letter.isWellFormed() ? letter : written;
  });
}
