import type { CompiledName, CompiledPart, NameToken } from '../names/index.js';

/** Written names of all records, one behind the other: name n has the parts from starts[n] up to starts[n + 1]. */
export interface NameColumn {
  /** Names of record r: from first[r] up to first[r + 1]. */
  first: Int32Array;
  starts: Int32Array;
  /** Id of the part, and of the pair that it makes with the part behind it; -1 for the last part of a name. */
  parts: Int32Array;
  pairs: Int32Array;
  /** 1 where the source told the parts apart. */
  told: Uint8Array;
  /** 1 where one name has parts in two scripts. */
  mixed: Uint8Array;
}

/** Distinct parts (spelling and role) and distinct pairs of neighbouring parts, by their ids. */
export interface PartDictionary {
  parts: CompiledPart[];
  /** Id of the part's spelling, whatever its role. */
  spellings: Int32Array;
  spellingCount: number;
  /** Letters of the part, 0 for an initial, and its consonants (token-codes.ts). */
  letters: Uint8Array;
  consonants: Int32Array;
  /** Ids of the two parts of each pair. */
  firsts: Int32Array;
  seconds: Int32Array;
}

/** Gives parts and pairs their ids. */
export class PartCollector {
  private readonly parts: CompiledPart[] = [];
  private readonly spellings: number[] = [];
  private readonly pairs: { first: number; second: number }[] = [];
  private readonly spellingIds = new Map<number, number>();
  private readonly partIds = new Map<string, number>();
  private readonly pairIds = new Map<string, number>();

  partId(part: CompiledPart): number {
    return idIn(this.partIds, `${part.token.id} ${part.role}`, (id) => {
      this.parts[id] = part;
      this.spellings[id] = idIn(this.spellingIds, part.token.id);
    });
  }

  pairId(first: number, second: number): number {
    return idIn(this.pairIds, `${first} ${second}`, (id) => {
      this.pairs[id] = { first, second };
    });
  }

  dictionary(): PartDictionary {
    return {
      parts: this.parts,
      spellings: Int32Array.from(this.spellings),
      spellingCount: this.spellingIds.size,
      letters: Uint8Array.from(this.parts, ({ token }) => (token.isInitial ? 0 : token.letters)),
      consonants: Int32Array.from(this.parts, ({ token }) => token.codes.anyConsonant),
      firsts: Int32Array.from(this.pairs, ({ first }) => first),
      seconds: Int32Array.from(this.pairs, ({ second }) => second),
    };
  }
}

function idIn<Key>(ids: Map<Key, number>, key: Key, isNew?: (id: number) => void): number {
  let id = ids.get(key);
  if (id === undefined) {
    id = ids.size;
    ids.set(key, id);
    isNew?.(id);
  }
  return id;
}

/** The names of each record as a column, their parts given ids by `collected`. */
export function nameColumn(ofRecords: readonly (readonly CompiledName[])[], collected: PartCollector): NameColumn {
  const first = new Int32Array(ofRecords.length + 1);
  const starts: number[] = [];
  const parts: number[] = [];
  const pairs: number[] = [];
  const names: CompiledName[] = [];
  ofRecords.forEach((ofRecord, at) => {
    first[at] = names.length;
    for (const name of ofRecord) {
      names.push(name);
      starts.push(parts.length);
      const ids = name.parts.map((part) => collected.partId(part));
      ids.forEach((id, place) => {
        const next = ids[place + 1];
        parts.push(id);
        pairs.push(next === undefined ? -1 : collected.pairId(id, next));
      });
    }
  });
  first[ofRecords.length] = names.length;
  starts.push(parts.length);
  const inTwoScripts = ({ parts: of }: CompiledName): boolean =>
    of.some(({ token }) => script(token) !== script(of[0]!.token));
  return {
    first,
    starts: Int32Array.from(starts),
    parts: Int32Array.from(parts),
    pairs: Int32Array.from(pairs),
    told: Uint8Array.from(names, ({ rolesGiven }) => (rolesGiven ? 1 : 0)),
    mixed: Uint8Array.from(names, (name) => (inTwoScripts(name) ? 1 : 0)),
  };
}

const script = (token: NameToken): string => token.script;
