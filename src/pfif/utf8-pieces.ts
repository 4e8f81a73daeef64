import { decodeText, type FileBytes, FileProblem } from '../partner-files/index.js';
import type { FindingCode } from './finding-codes.js';

/** Reading ends here, for a reason that reading XML does not know. */
export class Ended extends Error {
  constructor(
    readonly code: FindingCode,
    readonly facts: Readonly<Record<string, number>> = {},
  ) {
    super(code);
  }
}

interface Utf8Piece {
  text: string;
  /** The first line of the file, which ends here, declares another encoding than UTF-8. */
  declaresOther: boolean;
}

const declarationLength = 200;

/**
 * Text of a file that has to be UTF-8, up to the first byte that is not.
 * @throws FileProblem file.empty, Ended file.not_utf8
 */
export async function* utf8Pieces(file: FileBytes): AsyncGenerator<Utf8Piece> {
  let beginning = '';
  let isOpen = true;
  for await (const piece of decodeText(file, 'utf-8')) {
    const text = piece.slice(0, brokenAt(piece));
    if (isOpen) {
      beginning += text;
      isOpen = beginning.length < declarationLength && !beginning.includes('?>');
    }
    yield { text, declaresOther: !isOpen && declaresOther(beginning) };
    if (!isOpen) beginning = '';
    if (text.length < piece.length) throw new Ended('file.not_utf8');
  }
  if (isOpen && beginning === '') throw new FileProblem('file.empty');
}

/** What is no UTF-8 was decoded to lone surrogates. */
function brokenAt(piece: string): number {
  return piece.isWellFormed() ? piece.length : piece.search(/\p{Surrogate}/u);
}

function declaresOther(beginning: string): boolean {
  const declared = /^<\?xml\s[^>]{0,150}encoding\s*=\s*["']([\w.-]+)/.exec(beginning.slice(0, declarationLength));
  return declared !== null && declared[1].toLowerCase() !== 'utf-8';
}
