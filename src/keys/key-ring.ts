import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { z } from 'zod';
import { withLengths } from './with-lengths.js';

/** What keyed hashes are made for. A hash for one purpose says nothing about the same value hashed for another. */
export const macPurposes = ['suppression', 'idempotency', 'network', 'lookup', 'export'] as const;
export type MacPurpose = (typeof macPurposes)[number];

const keyId = z.string().regex(/^[a-z0-9-]{1,40}$/);
const secret = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 256 bits');
const made = { created: z.iso.datetime(), retired: z.iso.datetime().nullable() };

/** What stands in the file. The newest key of a kind is its last one; older ones are kept for what they were used for. */
export const KeyRingContent = z
  .strictObject({
    version: z.literal(1),
    encryption: z.array(z.strictObject({ id: keyId, secret, ...made })).min(1),
    mac: z.array(z.strictObject({ id: keyId, purpose: z.enum(macPurposes), secret, ...made })),
    audit: z.array(z.strictObject({ id: keyId, private: z.base64(), public: z.base64(), ...made })).min(1),
  })
  .superRefine((content, context) => {
    const lacking = macPurposes.filter((purpose) => !content.mac.some((key) => key.purpose === purpose));
    if (lacking.length > 0) context.addIssue({ code: 'custom', message: `no key for ${lacking.join(', ')}` });
    const ids = [...content.encryption, ...content.mac, ...content.audit].map((key) => key.id);
    if (new Set(ids).size < ids.length) context.addIssue({ code: 'custom', message: 'two keys have the same id' });
  });
export type KeyRingContent = z.infer<typeof KeyRingContent>;

/** A key that something stored was made with is not in the ring. */
export class KeyMissing extends Error {
  constructor(readonly keyId: string) {
    super(`The key ring has no key ${keyId}`);
  }
}

const newKeyId = (kind: string) => `${kind}-${randomBytes(6).toString('hex')}`;
const newSecret = () => randomBytes(32).toString('base64');

function newAuditKey(now: Date): KeyRingContent['audit'][number] {
  const pair = generateKeyPairSync('ed25519');
  return {
    id: newKeyId('audit'),
    private: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    public: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    created: now.toISOString(),
    retired: null,
  };
}

/** A whole new ring: one key of each kind. */
export function newKeyRing(now = new Date()): KeyRingContent {
  const dates = { created: now.toISOString(), retired: null };
  return {
    version: 1,
    encryption: [{ id: newKeyId('kek'), secret: newSecret(), ...dates }],
    mac: macPurposes.map((purpose) => ({ id: newKeyId('mac'), purpose, secret: newSecret(), ...dates })),
    audit: [newAuditKey(now)],
  };
}

/** The ring with one more key-encryption key, which new data keys are wrapped under from now on. The older ones still open. */
export function withNewEncryptionKey(ring: KeyRingContent, now = new Date()): KeyRingContent {
  const at = now.toISOString();
  const older = ring.encryption.map((key) => ({ ...key, retired: key.retired ?? at }));
  const added = { id: newKeyId('kek'), secret: newSecret(), created: at, retired: null };
  return { ...ring, encryption: [...older, added] };
}

/** The ring with one more key for signing the heads of the audit chain. What older ones signed can still be checked. */
export function withNewAuditKey(ring: KeyRingContent, now = new Date()): KeyRingContent {
  const at = now.toISOString();
  const older = ring.audit.map((key) => ({ ...key, retired: key.retired ?? at }));
  return { ...ring, audit: [...older, newAuditKey(now)] };
}

/** The ring without a key-encryption key. What is wrapped under it, in whatever backup, can never be read again. */
export function withoutEncryptionKey(ring: KeyRingContent, id: string): KeyRingContent {
  return { ...ring, encryption: ring.encryption.filter((key) => key.id !== id) };
}

export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

/** The keys of a ring, ready for use. */
export class KeyRing {
  private readonly encryption: Map<string, EncryptionKey>;

  constructor(private readonly content: KeyRingContent) {
    this.encryption = new Map(
      content.encryption.map((key) => [key.id, { id: key.id, secret: Buffer.from(key.secret, 'base64') }]),
    );
  }

  get encryptionKeyIds(): string[] {
    return [...this.encryption.keys()];
  }

  newestEncryptionKey(): EncryptionKey {
    return this.encryptionKey(this.content.encryption.at(-1)!.id);
  }

  hasEncryptionKey(id: string): boolean {
    return this.encryption.has(id);
  }

  /** @throws KeyMissing */
  encryptionKey(id: string): EncryptionKey {
    const key = this.encryption.get(id);
    if (!key) throw new KeyMissing(id);
    return key;
  }

  /** HMAC-SHA-256 (32 bytes) of the parts, each with its length, under the newest key of the purpose. */
  mac(purpose: MacPurpose, ...parts: (string | Buffer)[]): Buffer {
    return this.macs(purpose, ...parts)[0].digest;
  }

  /** The same under every key of the purpose, the newest first: for looking up what may have been stored under an older one. */
  macs(purpose: MacPurpose, ...parts: (string | Buffer)[]): { keyId: string; digest: Buffer }[] {
    const bytes = withLengths(purpose, ...parts);
    return this.content.mac
      .filter((key) => key.purpose === purpose)
      .reverse()
      .map((key) => ({
        keyId: key.id,
        digest: createHmac('sha256', Buffer.from(key.secret, 'base64')).update(bytes).digest(),
      }));
  }

  /** Id of the key that signs heads of the audit chain now. */
  get auditKeyId(): string {
    return this.content.audit.at(-1)!.id;
  }

  /** Ed25519 signature (64 bytes) by the key named by `auditKeyId`. */
  signAudit(bytes: Uint8Array): Buffer {
    const der = Buffer.from(this.content.audit.at(-1)!.private, 'base64');
    return sign(null, bytes, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  }

  /** The public half of an audit key, also of one that signs no more; null for a key that is not in the ring. */
  auditPublicKey(id: string): KeyObject | null {
    const key = this.content.audit.find((one) => one.id === id);
    return key ? createPublicKey({ key: Buffer.from(key.public, 'base64'), format: 'der', type: 'spki' }) : null;
  }
}
