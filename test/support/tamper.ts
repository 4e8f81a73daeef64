import { createHash } from 'node:crypto';
import { canonicalOf, type EntryRow, genesis, hashOf } from '../../src/audit/canonical-entry.js';
import { Random } from '../../src/demonstration/random.js';

/** What somebody could look at afterwards: the table, and the witness file. */
export interface Evidence {
  rows: EntryRow[];
  witness: string;
}

/** A whole number from 0, less than `below`. */
export type Pick = (below: number) => number;

export function seeded(seed: number): Pick {
  const random = new Random(seed);
  return (below) => random.between(0, below - 1);
}

export const columns = [
  'chain_id',
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'action',
  'subject_kind',
  'subject_id',
  'fields',
  'seen',
  'reason',
  'operation',
  'outcome',
  'canonical',
  'prev_hash',
  'hash',
] as const satisfies (keyof EntryRow)[];

const uuid = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

function flipped(bytes: Buffer, pick: Pick, bits = 8): Buffer {
  const changed = Buffer.from(bytes);
  changed[pick(changed.length)] ^= 1 << pick(bits);
  return changed;
}

/** One bit of the value turned, as it lies in the row: a null becomes something. */
function flippedValue(row: EntryRow, column: (typeof columns)[number], pick: Pick): string | Buffer {
  if (column === 'prev_hash' || column === 'hash') return flipped(row[column], pick);
  const value = row[column];
  if (column === 'chain_id' || column === 'actor_id')
    return uuid(flipped(Buffer.from((value ?? '0'.repeat(32)).replace(/-/g, ''), 'hex'), pick));
  if (column === 'seq') {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(row.seq));
    return flipped(bytes, pick).readBigInt64BE().toString();
  }
  // Every value here is of seven bits, and stays so; a text that is not there becomes an empty one.
  if (value === null) return '';
  return value === '' ? 'a' : flipped(Buffer.from(value), pick, 7).toString();
}

/** Everything after the change computed anew, as somebody would who knows how the chain is made. */
function rehashed(rows: EntryRow[], from: number): EntryRow[] {
  const done = rows.slice(0, from);
  for (const row of rows.slice(from)) {
    const seq = String(done.length + 1);
    const prev_hash = done.at(-1)?.hash ?? genesis;
    const canonical = canonicalOf({ ...row, seq });
    done.push({ ...row, seq, prev_hash, canonical, hash: hashOf(prev_hash, canonical) });
  }
  return done;
}

const other = (row: EntryRow): EntryRow => ({
  ...row,
  action: row.action === 'report.read' ? 'report.filed' : 'report.read',
});
/** Numbers i < j. */
function two(below: number, pick: Pick): [number, number] {
  const i = pick(below - 1);
  return [i, i + 1 + pick(below - 1 - i)];
}

/** Each takes a chain whose every entry was sealed, and gives another one. `pick` says which entries. */
const ofOneChain: Record<string, (rows: EntryRow[], pick: Pick, all: EntryRow[]) => EntryRow[]> = {
  'a bit of a column turned': (rows, pick) => {
    const place = pick(rows.length);
    const column = columns[pick(columns.length)];
    return rows.with(place, { ...rows[place], [column]: flippedValue(rows[place], column, pick) });
  },
  'an entry taken out': (rows, pick) => rows.toSpliced(pick(rows.length), 1),
  'entries taken out of the middle': (rows, pick) => {
    const [from, to] = two(rows.length, pick);
    return rows.toSpliced(from, to - from);
  },
  'the first entries taken away': (rows, pick) => rows.slice(1 + pick(rows.length - 1)),
  'the end cut off': (rows, pick) => rows.slice(0, pick(rows.length)),
  'all entries taken out': () => [],
  'an entry taken out, the others numbered and hashed anew': (rows, pick) => {
    const place = pick(rows.length - 1);
    return rehashed(rows.toSpliced(place, 1), place);
  },
  'two entries exchanged, numbers kept in place': (rows, pick) => {
    const [i, j] = two(rows.length, pick);
    return rows.with(i, { ...rows[j], seq: rows[i].seq }).with(j, { ...rows[i], seq: rows[j].seq });
  },
  'the numbers of two entries exchanged in column and bytes': (rows, pick) => {
    const [i, j] = two(rows.length, pick);
    const numbered = (row: EntryRow, seq: string) => ({ ...row, seq, canonical: canonicalOf({ ...row, seq }) });
    return rows.with(i, numbered(rows[j], rows[i].seq)).with(j, numbered(rows[i], rows[j].seq));
  },
  'two entries exchanged and everything after hashed anew': (rows, pick) => {
    const [i, j] = two(rows.length, pick);
    return rehashed(rows.with(i, rows[j]).with(j, rows[i]), i);
  },
  'an entry put in with a number that is there': (rows, pick) => {
    const place = pick(rows.length);
    return rows.toSpliced(place, 0, rehashed([...rows.slice(0, place), other(rows[place])], place)[place]);
  },
  'an entry put in and everything after hashed anew': (rows, pick) => {
    const place = pick(rows.length);
    return rehashed(rows.toSpliced(place, 0, other(rows[place])), place);
  },
  'an entry of another chain put in the place of one': (rows, pick, all) => {
    const place = pick(rows.length);
    const strangers = all.filter((row) => row.chain_id !== rows[0].chain_id);
    return rows.with(place, {
      ...strangers[pick(strangers.length)],
      chain_id: rows[place].chain_id,
      seq: rows[place].seq,
    });
  },
  'an old entry played back at the end': (rows, pick) => [
    ...rows,
    { ...rows[pick(rows.length)], seq: String(rows.length + 1) },
  ],
  'an old entry played back after itself': (rows, pick) => {
    const place = pick(rows.length);
    return rows.toSpliced(place, 0, { ...rows[place] });
  },
  'an entry changed with its own hash': (rows, pick) => {
    const place = pick(rows.length);
    return rows.with(place, rehashed([...rows.slice(0, place), other(rows[place])], place)[place]);
  },
  'an entry changed and everything hashed anew from there': (rows, pick) => {
    const place = pick(rows.length);
    return rehashed(rows.with(place, other(rows[place])), place);
  },
  'the whole chain hashed anew from its genesis': (rows, pick) =>
    rehashed(rows.map((row) => (pick(3) ? row : other(row))).with(0, other(rows[0])), 0),
  'a second head beside the first': (rows, pick) => {
    const seq = rows.length - 1;
    const forged = rehashed([...rows.slice(0, seq), other(rows[seq])], seq)[seq];
    return pick(2) ? [...rows, forged] : [...rows.slice(0, seq), forged, rows[seq]];
  },
};

const ofWitness: Record<string, (lines: string[], pick: Pick) => string[]> = {
  'a line of the witness taken out': (lines, pick) => lines.toSpliced(pick(lines.length), 1),
  'the end of the witness cut off': (lines, pick) => lines.slice(0, pick(lines.length)),
  'the start of the witness cut off': (lines, pick) => lines.slice(1 + pick(lines.length)),
  'two lines of the witness exchanged': (lines, pick) => {
    const [i, j] = two(lines.length, pick);
    return lines.with(i, lines[j]).with(j, lines[i]);
  },
  'a line of the witness played back': (lines, pick) =>
    lines.toSpliced(pick(lines.length + 1), 0, lines[pick(lines.length)]),
  'something written into the witness': (lines, pick) =>
    lines.toSpliced(pick(lines.length + 1), 0, ['', '{}', 'null', '[]', '{"v":1}'][pick(5)]),
  'a line of the witness with another hash': (lines, pick) => {
    const place = pick(lines.length);
    const hash = createHash('sha256').update(lines[place]).digest('hex');
    return lines.with(place, lines[place].replace(/"hash":"[0-9a-f]+"/, `"hash":"${hash}"`));
  },
  'a line of the witness in the name of a key that is not ours': (lines, pick) => {
    const place = pick(lines.length);
    return lines.with(place, lines[place].replace(/"key":"[^"]+"/, '"key":"audit-0"'));
  },
  'the end of a line of the witness lost': (lines, pick) => {
    const place = pick(lines.length);
    return lines.with(place, lines[place].slice(0, pick(lines[place].length)));
  },
};

export const tamperings = [...Object.keys(ofOneChain), ...Object.keys(ofWitness), 'a bit of the witness turned'];

/** @param sealedUntil the last witnessed number of each chain: what comes after is in nobody's memory but the table's */
export function tamper(
  kind: string,
  evidence: Evidence,
  sealedUntil: ReadonlyMap<string, number>,
  pick: Pick,
): Evidence {
  if (kind === 'a bit of the witness turned')
    return { ...evidence, witness: flipped(Buffer.from(evidence.witness), pick, 7).toString() };
  if (kind in ofWitness) {
    const lines = ofWitness[kind](evidence.witness.split('\n').slice(0, -1), pick);
    return { ...evidence, witness: lines.map((line) => `${line}\n`).join('') };
  }
  const chains = [...sealedUntil.keys()];
  const chain = chains[pick(chains.length)];
  const isSealed = (row: EntryRow) => row.chain_id === chain && Number(row.seq) <= sealedUntil.get(chain)!;
  const rest = evidence.rows.filter((row) => !isSealed(row));
  const changed = ofOneChain[kind](evidence.rows.filter(isSealed), pick, evidence.rows);
  // As the database would hand them out.
  const rows = [...rest, ...changed].sort((a, b) =>
    a.chain_id === b.chain_id ? Number(BigInt(a.seq) - BigInt(b.seq)) : a.chain_id < b.chain_id ? -1 : 1,
  );
  return { ...evidence, rows };
}
