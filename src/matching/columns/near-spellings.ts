import { levelIndex, strangers, tokenDistance } from '../names/compare-tokens.js';
import { different } from '../names/name-level.js';
import type { NameToken } from '../names/types.js';
import { hasConsonantsOfTwo } from '../names/written-together.js';
import type { SpellingDictionary } from './column-data.js';

const notMeasured = 255;

/** The spellings of a dictionary that are not surely strangers to one word. Everything else has the distance and level of strangers. */
export class NearSpellings {
  readonly ids: Int32Array;
  private readonly levels: Uint8Array;
  private readonly distances: Float64Array;

  /** `together`: the word is two neighbouring parts written as one, with this togetherKey; null = a part as it is. */
  constructor(
    readonly word: NameToken,
    private readonly together: number | null,
    private readonly spellings: SpellingDictionary,
  ) {
    this.ids = spellings.near(word).slice();
    this.levels = new Uint8Array(this.ids.length).fill(notMeasured);
    this.distances = new Float64Array(this.ids.length);
  }

  /** Index into `levels` for the spelling at this place of `ids`. */
  level(at: number): number {
    if (this.levels[at] === notMeasured) this.measure(at);
    return this.levels[at]!;
  }

  distance(at: number): number {
    if (this.levels[at] === notMeasured) this.measure(at);
    return this.distances[at]!;
  }

  private measure(at: number): void {
    const token = this.spellings.token(this.ids[at]!);
    const mayMeet = this.together === null || hasConsonantsOfTwo(token, this.together);
    this.levels[at] = mayMeet ? levelIndex(this.word, token) : different;
    this.distances[at] = mayMeet ? tokenDistance(this.word, token) : strangers.distance;
  }
}

/** Entries kept for the questions that follow; when full, all are forgotten. 13 bytes an entry. */
const mostEntries = 4_000_000;

/** Near spellings by word, kept: reports share most of their names. */
export class NearSpellingsKept {
  private readonly kept = new Map<string, NearSpellings>();
  private entries = 0;
  private ofCount = 0;

  constructor(private readonly spellings: SpellingDictionary) {}

  of(word: NameToken, together: number | null): NearSpellings {
    if (this.entries > mostEntries || this.ofCount !== this.spellings.count) this.forget();
    const key = together === null ? word.text : `${word.text} ${together}`;
    let near = this.kept.get(key);
    if (!near) {
      near = new NearSpellings(word, together, this.spellings);
      this.kept.set(key, near);
      this.entries += near.ids.length;
    }
    return near;
  }

  /** A dictionary that has grown may have more that is near. */
  private forget(): void {
    this.kept.clear();
    this.entries = 0;
    this.ofCount = this.spellings.count;
  }
}
