import { mergedToken } from '../names/merged-token.js';
import { NameSide } from '../names/name-side.js';
import type { CompiledName, CompiledPart, NameToken } from '../names/types.js';
import { togetherKey } from '../names/written-together.js';
import type { KnownWord, KnownWords } from './known-words.js';

const none = -1;

/** One name of the record that asks, with the numbers of its words (AskedWords). */
export class AskedName {
  readonly side = new NameSide();
  readonly tokens: readonly NameToken[];
  /** Word of each part. */
  readonly words: Int32Array;
  /** Word that each part makes with the one before it, -1 = none; and their letters together. */
  readonly together: Int32Array;
  readonly lettersTogether: Int32Array;

  constructor(name: CompiledName, parts: readonly CompiledPart[], list: WordList) {
    this.side.setName({ ...name, parts });
    this.tokens = parts.map(({ token }) => token);
    this.words = Int32Array.from(this.tokens, (token) => list.add(token, null));
    this.together = Int32Array.from(this.tokens, (token, at) => {
      const before = this.tokens[at - 1];
      if (!before || before.script !== token.script) return none;
      return list.add(mergedToken(before, token), togetherKey(before, token));
    });
    this.lettersTogether = Int32Array.from(
      this.tokens,
      ({ letters }, at) => letters + (this.tokens[at - 1]?.letters ?? 0),
    );
  }
}

/** The words of one question, each once. */
export class WordList {
  readonly words: KnownWord[] = [];

  constructor(private readonly kept: KnownWords) {}

  add(token: NameToken, together: number | null): number {
    const word = this.kept.of(token, together);
    const known = this.words.indexOf(word);
    return known >= 0 ? known : this.words.push(word) - 1;
  }
}
