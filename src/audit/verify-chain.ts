import { canonicalOf, type EntryRow, genesis, hashOf, writtenPlace } from './canonical-entry.js';

export type FindingKind =
  /** The bytes of an entry, or a column beside them, are not those that were hashed. */
  | 'altered'
  /** Numbers are left out. */
  | 'missing'
  /** A whole entry that was written for another place: swapped, or played back. */
  | 'reordered'
  /** Two entries have one number. */
  | 'forked'
  /** An entry does not follow from the one before it: one of the two was put in, or made anew. */
  | 'inserted'
  /** The chain ends before an entry that the witness has: cut off, or restored from a backup. */
  | 'truncated'
  /** Another entry stands where the witness saw one: the chain was computed anew, or went on after a restore. */
  | 'rewritten'
  /** A line of the witness file is not as it was signed. */
  | 'witness_altered'
  /** The chain speaks of lines of the witness file that are not there. */
  | 'witness_truncated'
  /** The chain was sealed, and there is no witness file. */
  | 'witness_missing'
  /** A line is signed with a key that is not in the key ring. */
  | 'unknown_key';

export interface Finding {
  /** Organisation, or the nil uuid; null for the witness file. */
  chain: string | null;
  /** Number of the entry, or line of the witness file. */
  seq: number;
  kind: FindingKind;
  detail: string;
}

/** An entry that was seen outside the database. */
export interface WitnessedHead {
  seq: number;
  /** In hexadecimal. */
  hash: string;
}

/** Where a chain stands after all its entries. */
export interface ChainEnd {
  seq: number;
  hash: string;
  /** The last witnessed entry that is still there; 0 when none is. */
  agreesUntil: number;
  lastWitnessed: number;
}

/**
 * Checks chains one after the other: entries come ordered by chain and number. Keeps no more than the last entry, so a million need no
 * memory. Pure: what it is told is all it knows.
 */
export class ChainVerifier {
  readonly findings: Finding[] = [];
  readonly ends = new Map<string, ChainEnd>();
  entries = 0;
  private chain: string | null = null;
  private seq = 0;
  private hash: Buffer = genesis;
  private heads: readonly WitnessedHead[] = [];
  private nextHead = 0;
  private agreesUntil = 0;
  private differs = false;

  /** @param witnessed by chain, ascending by number */
  constructor(private readonly witnessed: ReadonlyMap<string, readonly WitnessedHead[]>) {}

  take(row: EntryRow): void {
    if (row.chain_id !== this.chain) this.begin(row.chain_id);
    this.entries++;
    const seq = Number(row.seq);
    const bytesAreWhole = hashOf(row.prev_hash, row.canonical).equals(row.hash);
    if (!bytesAreWhole) this.found(seq, 'altered', 'its bytes do not give its hash');
    else if (canonicalOf(row) !== row.canonical) this.columnsDiffer(row, seq);
    if (seq === this.seq && this.seq > 0) this.found(seq, 'forked', 'there are two entries with this number');
    else if (seq > this.seq + 1) {
      const last = seq - 1;
      this.found(
        this.seq + 1,
        'missing',
        last === this.seq + 1 ? 'it is not there' : `up to ${last} they are not there`,
      );
    } else if (!row.prev_hash.equals(this.hash)) {
      this.found(
        seq,
        'inserted',
        'it does not follow from the entry before it; one of the two was put in or made anew',
      );
    }
    this.compareWithWitness(seq, row.hash);
    this.seq = seq;
    this.hash = row.hash;
  }

  /** After the last entry. @param wanted the one chain that was read, or null when all were */
  end(wanted: string | null = null): Finding[] {
    this.close();
    for (const [chain, heads] of this.witnessed) {
      if (this.ends.has(chain) || heads.length === 0 || (wanted !== null && wanted !== chain)) continue;
      this.begin(chain);
      this.close();
    }
    return this.findings;
  }

  private begin(chain: string): void {
    this.close();
    this.chain = chain;
    this.seq = 0;
    this.hash = genesis;
    this.heads = this.witnessed.get(chain) ?? [];
    this.nextHead = 0;
    this.agreesUntil = 0;
    this.differs = false;
  }

  private close(): void {
    if (this.chain === null) return;
    const lastWitnessed = this.heads.at(-1)?.seq ?? 0;
    if (lastWitnessed > this.seq) {
      const restored = `restored to seq ${this.seq}, witness has ${lastWitnessed}`;
      this.found(this.seq + 1, 'truncated', `${restored}; or somebody cut the end off`);
    }
    const { seq, agreesUntil } = this;
    this.ends.set(this.chain, { seq, hash: this.hash.toString('hex'), agreesUntil, lastWitnessed });
    this.chain = null;
  }

  private compareWithWitness(seq: number, hash: Buffer): void {
    for (let head = this.heads[this.nextHead]; head && head.seq <= seq; head = this.heads[++this.nextHead]) {
      if (head.seq === seq && hash.toString('hex') === head.hash) {
        if (!this.differs) this.agreesUntil = seq;
      } else if (!this.differs) {
        this.differs = true;
        const agreed = this.agreesUntil > 0 ? `they agree up to ${this.agreesUntil}` : 'they agree nowhere';
        this.found(head.seq, 'rewritten', `the witness has another entry with this number; ${agreed}`);
      }
    }
  }

  private columnsDiffer(row: EntryRow, seq: number): void {
    const place = writtenPlace(row.canonical);
    const elsewhere = place !== null && (place.seq !== seq || place.chain !== row.chain_id);
    if (elsewhere) this.found(seq, 'reordered', `it was written as entry ${place.seq} of chain ${place.chain}`);
    else this.found(seq, 'altered', 'a column does not say what its bytes say');
  }

  private found(seq: number, kind: FindingKind, detail: string): void {
    this.findings.push({ chain: this.chain, seq, kind, detail });
  }
}

/** All entries of a stream. @see ChainVerifier */
export async function verifyChain(
  rows: AsyncIterable<EntryRow> | Iterable<EntryRow>,
  witnessed: ReadonlyMap<string, readonly WitnessedHead[]> = new Map(),
): Promise<Finding[]> {
  const verifier = new ChainVerifier(witnessed);
  for await (const row of rows) verifier.take(row);
  return verifier.end();
}
