import { fileProblems } from './problem-codes.js';

export type FileProblemCode = keyof typeof fileProblems;
export type Facts = Readonly<Record<string, string | number>>;

/** The whole file is refused, or reading it ends here. Facts are numbers and names of parts, never what a cell holds. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';

  constructor(
    readonly code: FileProblemCode,
    readonly facts: Facts = {},
  ) {
    super(code);
  }

  /** English; for other languages translate `code` and fill in `facts`. */
  get sentence(): string {
    return filledIn(fileProblems[this.code], this.facts);
  }
}

export const isFileProblemCode = (code: unknown): code is FileProblemCode =>
  typeof code === 'string' && Object.hasOwn(fileProblems, code);

export function filledIn(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => `${facts[name] ?? '?'}`);
}
