import type { DataSource } from 'typeorm';
import { resealTotpSecrets, totpSecretsByEncryptionKey } from '../access/reseal-totp-secrets.js';
import { openDataSource } from '../database/data-source.js';
import { noticeAddressesByEncryptionKey, resealNoticeAddresses } from '../family-messages/reseal-notice-addresses.js';
import { withNewAuditKey, withNewEncryptionKey, withoutEncryptionKey } from '../keys/key-ring.js';
import { changeKeyRing, KeyRingFile, readKeyRing } from '../keys/key-ring-file.js';
import { dataKeysByEncryptionKey, rewrapDataKeys } from '../keys/rewrap.js';
import { resealWebhookSecrets, webhookSecretsByEncryptionKey } from '../webhooks/reseal-webhook-secrets.js';
import { dataDirectory, withServices } from './configuration.js';
import { requireKeysFile } from './keys-file.js';
import { FailureError, printJson, progress, UsageError } from './output.js';
import { Interrupted, interruption } from './signals.js';

export interface KeysOptions {
  data?: string;
  json?: boolean;
}

export function addEncryptionKey(options: KeysOptions): void {
  const ring = changeKeyRing(requireKeysFile(dataDirectory(options.data)), withNewEncryptionKey);
  console.log(
    `${ring.encryption.at(-1)!.id} is the newest key. Copy the ring to its second place, then run: athar keys rewrap`,
  );
}

export function addAuditKey(options: KeysOptions): void {
  const ring = changeKeyRing(requireKeysFile(dataDirectory(options.data)), withNewAuditKey);
  console.log(`${ring.audit.at(-1)!.id} signs from now on. Copy the ring to its second place.`);
}

export async function rewrap(options: KeysOptions): Promise<void> {
  const { asked } = interruption();
  try {
    await withKeys(options, async (dataSource, path) => {
      const file = new KeyRingFile(path);
      const say = (moved: number) => progress(`${moved} data keys moved`);
      const dataKeys = await rewrapDataKeys(dataSource, file, say, asked);
      const all = [
        dataKeys,
        await resealTotpSecrets(dataSource, file),
        await resealWebhookSecrets(dataSource, file),
        await resealNoticeAddresses(dataSource, file),
      ];
      const moved = all.reduce((sum, each) => sum + each.moved, 0);
      const unreadable = all.flatMap((each) => each.unreadable);
      const newest = file.current().newestEncryptionKey().id;
      if (options.json) printJson({ moved, unreadable, newest });
      else console.log(`${moved} data keys moved; every one that can be read is under ${newest}.`);
      if (unreadable.length > 0)
        throw new FailureError(
          `${unreadable.length} data keys cannot be unwrapped: ${unreadable.slice(0, 20).join(', ')}`,
        );
    });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new FailureError('Broken off. What was moved is moved; run it again for the rest.');
  }
}

export async function status(options: KeysOptions): Promise<void> {
  await withKeys(options, async (dataSource, path) => {
    const ring = readKeyRing(path);
    const counts = await neededKeys(dataSource);
    const keys = ring.encryption.map(({ id, created, retired }, i) => {
      const dataKeys = counts.get(id) ?? 0;
      const newest = i === ring.encryption.length - 1;
      return { id, created, retired, data_keys: dataKeys, newest, may_be_destroyed: !newest && dataKeys === 0 };
    });
    const missing = [...counts].filter(([id]) => !keys.some((key) => key.id === id));
    if (options.json) {
      printJson({ keys, missing: missing.map(([id, dataKeys]) => ({ id, data_keys: dataKeys })) });
    } else {
      for (const key of keys) {
        const remark = key.newest
          ? 'the newest'
          : key.may_be_destroyed
            ? 'may be destroyed'
            : 'needed: run athar keys rewrap';
        console.log(`${key.id}  ${key.created}  ${key.data_keys} data keys  ${remark}`);
      }
    }
    if (missing.length > 0) {
      const lines = missing.map(([id, dataKeys]) => `${id} is not in the ring, and ${dataKeys} data keys need it.`);
      throw new FailureError(`${lines.join('\n')}\nRestore the ring from its second place.`);
    }
  });
}

export async function removeEncryptionKey(id: string, options: KeysOptions): Promise<void> {
  await withKeys(options, async (dataSource, path) => {
    const ring = readKeyRing(path);
    if (!ring.encryption.some((key) => key.id === id)) throw new UsageError('The ring has no key of that name.');
    if (ring.encryption.at(-1)!.id === id) throw new UsageError('This is the newest key. Add another one first.');
    const needed = (await neededKeys(dataSource)).get(id) ?? 0;
    if (needed > 0) throw new FailureError(`${needed} data keys are wrapped under it. Run: athar keys rewrap`);
    changeKeyRing(path, (now) => withoutEncryptionKey(now, id));
    console.log(
      `${id} is destroyed in this file. Destroy it in the copies too, or backups from before can still be read.`,
    );
  });
}

/** How much is under each key-encryption key: data keys of cases, and code secrets of staff, secrets of webhooks and addresses for notices, which count as one each. */
async function neededKeys(dataSource: DataSource): Promise<Map<string, number>> {
  const counts = await dataKeysByEncryptionKey(dataSource);
  for (const secrets of [
    await totpSecretsByEncryptionKey(dataSource),
    await webhookSecretsByEncryptionKey(dataSource),
    await noticeAddressesByEncryptionKey(dataSource),
  ])
    for (const [id, count] of secrets) counts.set(id, (counts.get(id) ?? 0) + count);
  return counts;
}

async function withKeys(
  options: KeysOptions,
  work: (dataSource: DataSource, path: string) => Promise<void>,
): Promise<void> {
  const path = requireKeysFile(dataDirectory(options.data));
  await withServices(options.data, async (config) => {
    const dataSource = await openDataSource(config.databaseUrl, [], 2);
    await work(dataSource, path).finally(() => dataSource.destroy());
  });
}
