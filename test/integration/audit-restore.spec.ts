import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WitnessFile } from '../../src/audit/witness-file.js';
import { KeyRingFile } from '../../src/keys/key-ring-file.js';
import { RingSigner } from '../../src/keys/ring-signer.js';
import { append, asApi, asOwner, connected, newWitness, seal, verifyAt } from '../support/audit-chain.js';
import { athar } from '../support/command.js';

jest.setTimeout(180_000);

const present = process.env.DATABASE_URL!;
const signer = new RingSigner(new KeyRingFile(process.env.ATHAR_KEYS_FILE!));
const copies: string[] = [];
let witness: WitnessFile;
let chain: string;
let other: string;

const server = () => connected(process.env.ATHAR_TEST_SERVER!);

/** What a backup of the database at this moment, restored elsewhere, would be. */
async function backup(): Promise<string> {
  const url = new URL(present);
  const name = `t_${randomBytes(8).toString('hex')}`;
  const client = await server();
  await client.query(`create database ${name} template ${url.pathname.slice(1)}`);
  await client.end();
  copies.push(name);
  url.pathname = `/${name}`;
  return url.href;
}

async function write(url: string, entries: Record<string, number>): Promise<void> {
  const client = await asApi(url);
  for (const [id, count] of Object.entries(entries)) for (let i = 0; i < count; i++) await append(client, id);
  await client.end();
}

const audit = (url: string, ...args: string[]) =>
  athar(['audit', ...args], { env: { DATABASE_URL: url, ATHAR_WITNESS_FILE: witness.path } });

async function kinds(url: string): Promise<string[]> {
  const { findings } = await verifyAt(witness, signer, url);
  return findings.map(
    (finding) =>
      `${finding.chain === chain ? 'chain' : finding.chain === other ? 'other' : finding.chain} ${finding.seq} ${finding.kind}`,
  );
}

beforeAll(async () => {
  witness = newWitness();
});
/** Ten entries that a backup has and seven that it has not; all of them witnessed. */
let restored: string;
beforeEach(async () => {
  const client = await asOwner();
  await client.query(
    'alter table audit_entries disable trigger all; truncate audit_entries; alter table audit_entries enable trigger all',
  );
  await client.end();
  witness = newWitness();
  chain = randomUUID();
  other = randomUUID();
  await write(present, { [chain]: 10, [other]: 3 });
  await seal(witness, signer);
  restored = await backup();
  await write(present, { [chain]: 7 });
  await seal(witness, signer);
});
afterAll(async () => {
  const client = await server();
  for (const name of copies) await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
});

describe('a database that was restored from a backup', () => {
  it('is told from the witness: how far it goes, and how far it went', async () => {
    expect(await kinds(present)).toEqual([]);
    const { code, out, err } = await audit(restored, 'verify');
    expect({ code, err }).toEqual({ code: 1, err: 'The audit trail is not as it was written: 1 finding.\n' });
    expect(out).toContain(
      `${chain}, entry 11: truncated: restored to seq 10, witness has 17; or somebody cut the end off`,
    );
    expect(await kinds(restored)).toEqual(['chain 11 truncated']);
  });

  it('passes after a person has sealed the restore, which stays known, and goes on being watched', async () => {
    const sealed = await audit(restored, 'seal-restore', '--reason', 'restore_drill');
    expect(sealed).toMatchObject({ code: 0, err: '' });
    expect(sealed.out).toContain(`${chain}: entries 11 to 17 are lost; entry 11 says so.`);
    const verified = await audit(restored, 'verify');
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect(verified.out).toMatch(
      new RegExp(`${chain}: known restore of .* \\(restore_drill\\): entries 11 to 17 of before are lost`),
    );
    await write(restored, { [chain]: 20, [other]: 1 });
    expect(await seal(witness, signer, restored)).toEqual({ sealed: 3, disagreeing: [] });
    expect(await kinds(restored)).toEqual([]);
    const client = await asOwner(restored);
    const { rows } = await client.query(
      "select actor_kind, reason, subject_id, seq from audit_entries where action = 'audit.restored' and chain_id = $1",
      [chain],
    );
    expect(rows).toEqual([{ actor_kind: 'command', reason: 'restore_drill', subject_id: '10-17', seq: '11' }]);
    await client.query('alter table audit_entries disable trigger all');
    await client.query('delete from audit_entries where chain_id = $1 and seq > 25', [chain]);
    await client.end();
    expect(await kinds(restored)).toEqual(['chain 26 truncated']);
    // The witness has gone on with the restored one: the database of before is not the truth any more.
    expect(await kinds(present)).toContain('chain 11 rewritten');
  });

  it('is told even when the service went on before anybody looked, and nothing is signed for it until then', async () => {
    await write(restored, { [chain]: 20 });
    expect((await seal(witness, signer, restored)).disagreeing).toContain(chain);
    expect(await kinds(restored)).toContain('chain 17 rewritten');
    const { findings } = await verifyAt(witness, signer, restored);
    expect(findings.find((one) => one.chain === chain)?.detail).toBe(
      'the witness has another entry with this number; they agree up to 10',
    );
    expect((await audit(restored, 'seal-restore', '--reason', 'disk_failure')).out).toContain(
      `${chain}: entries 11 to 17 are lost; entry 31 says so.`,
    );
    expect(await audit(restored, 'verify')).toMatchObject({ code: 0, err: '' });
  });

  it('may be restored twice', async () => {
    for (let i = 0; i < 2; i++) {
      const again = await backup();
      await write(present, { [chain]: 4 });
      await seal(witness, signer);
      expect(await kinds(again)).toContain(`chain ${18 + i * 4} truncated`);
    }
    const again = copies.at(-1)!;
    const url = new URL(present);
    url.pathname = `/${again}`;
    expect(await audit(url.href, 'seal-restore', '--reason', 'first')).toMatchObject({ code: 0 });
    expect(await audit(restored, 'seal-restore', '--reason', 'second')).toMatchObject({ code: 0 });
    expect(await kinds(restored)).toEqual([]);
    expect((await verifyAt(witness, signer, restored)).restores.map((line) => line.reason)).toEqual(
      expect.arrayContaining(['first', 'second']),
    );
  });
});

describe('athar audit seal-restore', () => {
  it('has nothing to say where nothing was restored', async () => {
    const before = witness.text();
    const refused = await audit(present, 'seal-restore', '--reason', 'restore_drill');
    expect(refused).toEqual({
      code: 1,
      out: '',
      err: 'Database and witness file agree: there is no restore to seal.\n',
    });
    expect(witness.text()).toBe(before);
  });

  it('does not make good what no restore does', async () => {
    const client = await asOwner(restored);
    await client.query('alter table audit_entries disable trigger all');
    await client.query("update audit_entries set action = 'report.filed' where chain_id = $1 and seq = 4", [chain]);
    const before = witness.text();
    const refused = await audit(restored, 'seal-restore', '--reason', 'restore_drill');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toBe(
      `No restore explains this:\n${chain}, entry 4: altered: a column does not say what its bytes say\n`,
    );
    expect(witness.text()).toBe(before);
    expect((await client.query("select 1 from audit_entries where action = 'audit.restored'")).rows).toEqual([]);
    await client.end();
  });

  it('takes a code and no words, which could quote somebody', async () => {
    expect(await audit(restored, 'seal-restore', '--reason', 'Khalid Athartest called')).toMatchObject({
      code: 2,
      out: '',
    });
    expect(await audit(restored, 'seal-restore')).toMatchObject({ code: 2, out: '' });
  });
});

describe('the witness file', () => {
  it('is missed when it is gone, and begun anew by a person’s word', async () => {
    renameSync(witness.path, `${witness.path}.gone`);
    expect(await kinds(present)).toEqual(['null 4 witness_missing']);
    expect((await audit(present, 'verify')).code).toBe(1);
    const begun = await audit(present, 'seal-restore', '--reason', 'witness_lost');
    expect(begun).toMatchObject({ code: 0, err: '' });
    expect(await kinds(present)).toEqual([]);
    await seal(witness, signer);
    expect(await kinds(present)).toEqual([]);
    expect((await verifyAt(witness, signer, present)).ends.get(chain)).toMatchObject({ seq: 17, lastWitnessed: 17 });
  });

  it('is missed when its end is cut off together with the end of a chain, since the chain without organisation remembers it', async () => {
    const client = await asOwner();
    await client.query('alter table audit_entries disable trigger all');
    await client.query('delete from audit_entries where chain_id = $1 and seq > 10', [chain]);
    await client.end();
    writeFileSync(
      witness.path,
      witness
        .text()
        .split('\n')
        .slice(0, 2)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(await kinds(present)).toEqual(['null 3 witness_truncated']);
  });

  it('may hold a line that was cut short by a full disk: it is told until the next line vouches for it', async () => {
    appendFileSync(witness.path, witness.text().slice(0, 77));
    expect(await kinds(present)).toEqual(['null 5 witness_altered', 'null 5 witness_altered']);
    await write(present, { [chain]: 1 });
    await seal(witness, signer);
    const verification = await verifyAt(witness, signer, present);
    expect(verification).toMatchObject({ findings: [], witness: { torn: [5] } });
    expect((await audit(present, 'verify')).out).toContain('line 5 was cut short');
    await write(present, { [chain]: 1 });
    await seal(witness, signer);
    expect(await kinds(present)).toEqual([]);
  });

  it('takes turns of several processes without a contradiction, and nothing twice', async () => {
    const files = Array.from({ length: 6 }, () => new WitnessFile(witness.path));
    for (let round = 0; round < 5; round++) {
      await write(present, { [chain]: 2, [other]: 1 });
      const sealings = await Promise.all(files.map((file) => seal(file, signer)));
      expect(sealings.map((sealing) => sealing.sealed).sort()).toEqual([0, 0, 0, 0, 0, 3]);
    }
    expect(await kinds(present)).toEqual([]);
    expect((await seal(witness, signer)).sealed).toBe(0);
  });

  it('holds chains, numbers, hashes and nothing else, for its owner’s eyes', async () => {
    const line = JSON.parse(readFileSync(witness.path, 'utf8').split('\n')[0]);
    expect(Object.keys(line)).toEqual(['at', 'chain', 'hash', 'key', 'kind', 'line', 'prev', 'seq', 'signature', 'v']);
    expect(existsSync(witness.path)).toBe(true);
  });
});

describe('athar audit verify', () => {
  it('says in JSON what a script needs, of all chains or of one', async () => {
    const { code, out } = await audit(present, 'verify', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      intact: true,
      entries: 22,
      unsealed: 1,
      witness: { lines: 4, torn: [] },
      findings: [],
    });
    const one = JSON.parse((await audit(present, 'verify', '--json', '--chain', chain)).out);
    expect(one).toMatchObject({ intact: true, entries: 17, chains: [{ chain, seq: 17, witnessed: 17 }] });
    const gone = JSON.parse((await audit(restored, 'verify', '--json', '--chain', chain)).out);
    expect(gone).toMatchObject({ intact: false, findings: [{ chain, seq: 11, kind: 'truncated' }] });
  });

  it('says that without a witness file a whole chain made anew could not be told', async () => {
    const client = await asOwner();
    await client.query(
      'alter table audit_entries disable trigger all; truncate audit_entries; alter table audit_entries enable trigger all',
    );
    await client.end();
    await write(present, { [chain]: 2 });
    const { code, out } = await athar(['audit', 'verify'], { env: { ATHAR_WITNESS_FILE: undefined } });
    expect(code).toBe(0);
    expect(out).toContain('no witness file: a chain that was cut off or made anew as a whole could not be told');
  });

  it('explains itself', async () => {
    const help = await athar(['audit', '--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(/verify[\s\S]*seal-restore/);
    expect((await athar(['audit', 'verify', '--chain', 'all'])).code).toBe(2);
  });
});
