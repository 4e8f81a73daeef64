import pg from 'pg';
import type { AuditSigner } from '../audit/audit-signer.js';
import { notExplainedByRestore, sealRestore } from '../audit/seal-restore.js';
import type { Verification } from '../audit/verify-audit.js';
import type { Finding } from '../audit/verify-chain.js';
import { verifyDatabase } from '../audit/verify-database.js';
import { WitnessFile } from '../audit/witness-file.js';
import { openDataSource } from '../database/data-source.js';
import { openKeyRing } from '../keys/keys.module.js';
import { RingSigner } from '../keys/ring-signer.js';
import type { AuditOptions } from './audit.js';
import { withServices } from './configuration.js';
import { FailureError, printJson, UsageError } from './output.js';

export async function verify(options: AuditOptions): Promise<void> {
  const verification = await withAudit(options, ({ databaseUrl, witness, signer }) =>
    verified(databaseUrl, witness, signer, options.chain),
  );
  if (options.json) printJson(asJson(verification));
  else console.log(asText(verification));
  const { length } = verification.findings;
  if (length > 0)
    throw new FailureError(
      `The audit trail is not as it was written: ${length === 1 ? '1 finding' : `${length} findings`}.`,
    );
}

export async function sealRestored(options: AuditOptions): Promise<void> {
  const restores = await withAudit(options, async ({ databaseUrl, witness, signer }) => {
    if (!witness) throw new UsageError('ATHAR_WITNESS_FILE must name the witness file: this is written into it.');
    const verification = await verified(databaseUrl, witness, signer);
    if (verification.findings.length === 0)
      throw new FailureError('Database and witness file agree: there is no restore to seal.');
    const others = notExplainedByRestore(verification.findings);
    if (others.length > 0)
      throw new FailureError(`No restore explains this:\n${others.slice(0, 50).map(sentence).join('\n')}`);
    const dataSource = await openDataSource(databaseUrl, [], 1);
    return dataSource
      .transaction((manager) => sealRestore(manager, witness, signer, verification, options.reason!))
      .finally(() => dataSource.destroy());
  });
  if (options.json) printJson({ restores: restores.map(({ lostTo, ...rest }) => ({ ...rest, lost_to: lostTo })) });
  else
    for (const { chain, after, lostTo, seq } of restores) {
      const lost = lostTo > after ? `entries ${after + 1} to ${lostTo} are lost` : 'nothing is lost';
      console.log(`${chain}: ${lost}; entry ${seq} says so.`);
    }
}

interface Means {
  databaseUrl: string;
  witness: WitnessFile | null;
  signer: AuditSigner;
}

const withAudit = <T>(options: AuditOptions, work: (means: Means) => Promise<T>): Promise<T> =>
  withServices(options.data, (config, { databaseUrl }) =>
    work({
      databaseUrl,
      witness: config.witnessFile === null ? null : new WitnessFile(config.witnessFile),
      signer: new RingSigner(openKeyRing(config)),
    }),
  );

async function verified(databaseUrl: string, witness: WitnessFile | null, signer: AuditSigner, chain?: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await verifyDatabase(client, witness, signer, chain);
  } finally {
    await client.end();
  }
}

function sentence({ chain, seq, kind, detail }: Finding): string {
  return chain === null
    ? `witness file, line ${seq}: ${kind}: ${detail}`
    : `${chain}, entry ${seq}: ${kind}: ${detail}`;
}

function asText({ entries, ends, findings, restores, witness, unsealed }: Verification): string {
  const sealed = witness
    ? `${unsealed} of them newer than the last of ${witness.lines} lines of the witness file`
    : 'no witness file: a chain that was cut off or made anew as a whole could not be told';
  return [
    `${entries} entries in ${ends.size} chains; ${sealed}.`,
    ...restores.map(
      ({ chain, after, lost_to, at, reason }) =>
        `${chain}: known restore of ${at} (${reason}): ${lost_to > after ? `entries ${after + 1} to ${lost_to} of before are lost` : 'no entry is lost'}`,
    ),
    ...(witness?.torn ?? []).map(
      (line) => `witness file, line ${line} was cut short when it was written; the next line vouches for it`,
    ),
    ...findings.map(sentence),
    ...(findings.length === 0 ? ['Everything is as it was written.'] : []),
  ].join('\n');
}

function asJson({ entries, ends, findings, restores, witness, unsealed }: Verification): object {
  return {
    intact: findings.length === 0,
    entries,
    unsealed,
    chains: [...ends].map(([chain, end]) => ({ chain, seq: end.seq, hash: end.hash, witnessed: end.lastWitnessed })),
    witness,
    restores: restores.map(({ chain, seq, after, lost_to, at, reason }) => ({
      chain,
      seq,
      after,
      lost_to,
      at,
      reason,
    })),
    findings,
  };
}
