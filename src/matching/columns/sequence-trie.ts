import { GrowingNumbers } from './growing-numbers.js';
import { type Lists, packLists } from './packed-lists.js';
import { sharedCopy } from './shared-arrays.js';

/**
 * Sequences of numbers that share their beginnings, so that what is worked out along one sequence serves all that begin so, and what is hopeless so far is left
 * out with all that goes on from it. Nodes stand in the order of walking: what is below node n stands from n + 1 up to ends[n].
 */
export interface TrieArrays {
  /** Number of the step that leads to the node. */
  steps: Int32Array;
  /** How many steps lead to it. */
  depths: Uint8Array;
  ends: Int32Array;
  /** The node one step before, -1 = none. */
  above: Int32Array;
  /** Highest figure of what ends at the node or below. */
  most: Uint8Array;
  /** What ends at each node; and where each of those ends, by id. */
  entries: Lists;
  nodes: Lists;
}

export class TrieMaker {
  private readonly found = new Map<string, { ids: number[]; most: number }>();

  /** @param figure 0..255, see TrieArrays.most */
  add(sequence: readonly number[], id: number, figure: number): void {
    const key = String.fromCharCode(...sequence);
    const known = this.found.get(key);
    if (!known) this.found.set(key, { ids: [id], most: figure });
    else {
      if (known.ids.at(-1) !== id) known.ids.push(id);
      known.most = Math.max(known.most, figure);
    }
  }

  /** @param spellings how many ids there are */
  pack(spellings: number): TrieArrays {
    const steps = new GrowingNumbers(new Int32Array(0));
    const depths = new GrowingNumbers(new Uint8Array(0));
    const nodes = new GrowingNumbers(new Int32Array(0));
    const ids = new GrowingNumbers(new Int32Array(0));
    const figures = new GrowingNumbers(new Uint8Array(0));
    let before = '';
    for (const key of [...this.found.keys()].sort()) {
      let same = 0;
      while (same < before.length && before[same] === key[same]) same++;
      for (let depth = same; depth < key.length; depth++) {
        steps.push(key.charCodeAt(depth));
        depths.push(depth + 1);
        figures.push(0);
      }
      const { ids: list, most } = this.found.get(key)!;
      const node = steps.length - 1;
      figures.values[node] = most;
      for (const id of list) {
        nodes.push(node);
        ids.push(id);
      }
      before = key;
    }
    const count = steps.length;
    return {
      steps: sharedCopy(steps.values, count),
      depths: sharedCopy(depths.values, count),
      ...endsAndMost(depths.values, figures.values, count),
      entries: packLists(count, nodes.values, ids.values, ids.length),
      nodes: packLists(spellings, ids.values, nodes.values, ids.length),
    };
  }
}

function endsAndMost(
  depths: Uint8Array,
  figures: Uint8Array,
  count: number,
): Pick<TrieArrays, 'ends' | 'above' | 'most'> {
  const ends = sharedCopy(new Int32Array(count));
  const above = sharedCopy(new Int32Array(count));
  const most = sharedCopy(figures, count);
  const path: number[] = [];
  const leave = (upTo: number, at: number): void => {
    while (path.length > upTo) {
      const node = path.pop()!;
      ends[node] = at;
      if (above[node]! >= 0) most[above[node]!] = Math.max(most[above[node]!]!, most[node]!);
    }
  };
  for (let node = 0; node < count; node++) {
    leave(depths[node]! - 1, node);
    above[node] = path.at(-1) ?? -1;
    path.push(node);
  }
  leave(0, count);
  return { ends, above, most };
}

/** Which nodes lead to some of the ids. */
export class TrieMarks {
  private readonly markedIn: Int32Array;
  private round = 0;

  constructor(private readonly trie: TrieArrays) {
    this.markedIn = new Int32Array(trie.steps.length);
  }

  /** Only what leads to these is marked from here on. */
  mark(ids: readonly number[]): void {
    this.round += 1;
    const { markedIn, round } = this;
    const { above, nodes } = this.trie;
    for (const id of ids) {
      for (let at = nodes.starts[id]!; at < nodes.starts[id + 1]!; at++) {
        for (let node = nodes.values[at]!; node >= 0 && markedIn[node] !== round; node = above[node]!)
          markedIn[node] = round;
      }
    }
  }

  has(node: number): boolean {
    return this.markedIn[node] === this.round;
  }
}
