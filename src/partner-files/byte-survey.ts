import { characterLength } from './decode-text.js';

const arabicLetter = /[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2]/;
const windows1256 = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const isArabic = Array.from(windows1256, (letter) => arabicLetter.test(letter));

/** Counts of all bytes of a file, from which its encoding is guessed; they are taken in one pass and hold no text. */
export class ByteSurvey {
  size = 0;
  /** Well-formed UTF-8 characters of two bytes and more. */
  characters = 0;
  /** Bytes that belong to no UTF-8 character. */
  broken = 0;
  /** Line, from 1, of the first of them; 0 if there is none. */
  firstBrokenLine = 0;
  highBytes = 0;
  /** High bytes that are Arabic letters in Windows-1256. */
  arabicBytes = 0;
  nulBytes = 0;
  crlf = 0;
  lf = 0;
  cr = 0;
  private held: Buffer = Buffer.alloc(0);
  private before = 0;

  add(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.size += bytes.length;
    this.countCharacters(this.held.length > 0 ? Buffer.concat([this.held, bytes]) : bytes, false);
  }

  end(): void {
    this.countCharacters(this.held, true);
  }

  get lines(): number {
    return this.crlf + this.lf + this.cr;
  }

  private countCharacters(bytes: Buffer, last: boolean): void {
    let at = 0;
    // Up to three bytes wait for the next chunk: a character may go on there.
    const until = last ? bytes.length : Math.max(0, bytes.length - 3);
    while (at < until) {
      const byte = bytes[at];
      if (byte < 0x80) {
        if (byte <= 13) this.countLow(byte);
        this.before = byte;
        at++;
        continue;
      }
      this.before = byte;
      const length = characterLength(bytes, at);
      const counted = Math.max(1, length);
      for (let one = at; one < at + counted; one++) {
        this.highBytes++;
        if (isArabic[bytes[one]]) this.arabicBytes++;
      }
      if (length > 0) this.characters++;
      else if (this.broken++ === 0) this.firstBrokenLine = this.lines + 1;
      at += counted;
    }
    this.held = Buffer.from(bytes.subarray(at));
  }

  private countLow(byte: number): void {
    if (byte === 0) this.nulBytes++;
    else if (byte === 13) this.cr++;
    else if (byte === 10 && this.before === 13) {
      this.cr--;
      this.crlf++;
    } else if (byte === 10) this.lf++;
  }
}
