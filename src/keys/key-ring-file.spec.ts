import { verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../config.js';
import {
  KeyMissing,
  KeyRing,
  newKeyRing,
  withNewAuditKey,
  withNewEncryptionKey,
  withoutEncryptionKey,
} from './key-ring.js';
import { changeKeyRing, createKeyRing, createKeyRingIfMissing, KeyRingFile, readKeyRing } from './key-ring-file.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'athar-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the key ring file', () => {
  it('is made for its owner alone and holds one key of each kind', () => {
    createKeyRing(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['keys.json']);
    const ring = readKeyRing(path);
    expect(ring.encryption).toHaveLength(1);
    expect(ring.audit).toHaveLength(1);
    expect(ring.mac.map((key) => key.purpose)).toEqual(['suppression', 'idempotency', 'network', 'lookup', 'export']);
  });

  it('is never written over', () => {
    createKeyRing(path);
    const before = readFileSync(path);
    expect(() => createKeyRing(path)).toThrow(ConfigurationError);
    createKeyRingIfMissing(path);
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it.each([0o640, 0o604, 0o660, 0o666, 0o620, 0o602])('is refused when others reach it (mode %o)', (mode) => {
    createKeyRing(path);
    chmodSync(path, mode);
    expect(() => new KeyRingFile(path)).toThrow(/chmod 600/);
  });

  it('is refused when it is missing, a folder or no ring, in words that hold no key', () => {
    expect(() => new KeyRingFile(path)).toThrow(/athar keys create/);
    expect(() => new KeyRingFile(folder)).toThrow(ConfigurationError);
    const ring = newKeyRing();
    const broken = [
      'not JSON',
      '{}',
      JSON.stringify({ ...ring, mac: ring.mac.slice(1) }),
      JSON.stringify({ ...ring, encryption: [] }),
      JSON.stringify({ ...ring, encryption: [ring.encryption[0], ring.encryption[0]] }),
      JSON.stringify({ ...ring, encryption: [{ ...ring.encryption[0], secret: 'AAAA' }] }),
    ];
    for (const text of broken) {
      writeFileSync(path, text, { mode: 0o600 });
      let message = '';
      try {
        new KeyRingFile(path);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigurationError);
        ({ message } = error as Error);
      }
      expect(message).not.toBe('');
      expect(message).not.toContain(ring.encryption[0].secret);
    }
  });

  it('is known to a running service as soon as it was replaced, and stays known when the file is away', () => {
    createKeyRing(path);
    const file = new KeyRingFile(path);
    const first = file.current().newestEncryptionKey().id;
    const changed = changeKeyRing(path, withNewEncryptionKey);
    const second = file.current().newestEncryptionKey().id;
    expect(second).toBe(changed.encryption[1].id);
    expect(file.current().encryptionKey(first).id).toBe(first);
    rmSync(path);
    expect(file.current().newestEncryptionKey().id).toBe(second);
    writeFileSync(path, 'broken', { mode: 0o600 });
    expect(file.current().newestEncryptionKey().id).toBe(second);
  });

  it('keeps every key through every change, and leaves nothing beside it', () => {
    createKeyRing(path);
    const ids = new Set<string>();
    for (let i = 0; i < 20; i++) {
      for (const key of readKeyRing(path).encryption) ids.add(key.id);
      changeKeyRing(path, i % 2 ? withNewAuditKey : withNewEncryptionKey);
    }
    const ring = readKeyRing(path);
    expect(ring.encryption.filter((key) => key.retired === null)).toHaveLength(1);
    expect(ring.encryption.map((key) => key.id)).toEqual(expect.arrayContaining([...ids]));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it('is changed by one command at a time, and a change that fails changes nothing', () => {
    createKeyRing(path);
    const before = readFileSync(path);
    expect(() => changeKeyRing(path, () => changeKeyRing(path, withNewEncryptionKey))).toThrow(/Another command/);
    expect(() => changeKeyRing(path, (ring) => withoutEncryptionKey(ring, ring.encryption[0].id))).toThrow();
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });
});

describe('the keys of a ring', () => {
  it('hash one value differently for each purpose, and divided otherwise differently too', () => {
    const ring = new KeyRing(newKeyRing());
    const hash = (...args: Parameters<KeyRing['mac']>) => ring.mac(...args).toString('hex');
    expect(hash('lookup', 'ab', 'c')).toBe(hash('lookup', 'ab', 'c'));
    const all = [
      hash('lookup', 'ab', 'c'),
      hash('lookup', 'a', 'bc'),
      hash('network', 'ab', 'c'),
      hash('lookup', 'abc'),
    ];
    expect(new Set(all).size).toBe(4);
    expect(new KeyRing(newKeyRing()).mac('lookup', 'ab', 'c').toString('hex')).not.toBe(all[0]);
  });

  it('sign heads of the audit chain, which older keys of the ring can still check', () => {
    const content = newKeyRing();
    const head = Buffer.from('head of a chain');
    const before = new KeyRing(content);
    const signature = before.signAudit(head);
    const after = new KeyRing(withNewAuditKey(content));
    expect(after.auditKeyId).not.toBe(before.auditKeyId);
    expect(verify(null, head, after.auditPublicKey(before.auditKeyId)!, signature)).toBe(true);
    expect(verify(null, head, after.auditPublicKey(after.auditKeyId)!, signature)).toBe(false);
    expect(verify(null, Buffer.from('head of a chaim'), after.auditPublicKey(before.auditKeyId)!, signature)).toBe(
      false,
    );
  });

  it('say which key is missing', () => {
    const ring = new KeyRing(newKeyRing());
    expect(() => ring.encryptionKey('kek-none')).toThrow(new KeyMissing('kek-none'));
    expect(ring.auditPublicKey('audit-none')).toBeNull();
  });
});
