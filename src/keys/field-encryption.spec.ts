import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataKey, type FieldPlace, FieldUnreadable, openField, sealField } from './field-encryption.js';

const aKey = (): DataKey => ({ id: randomUUID(), secret: randomBytes(32) });
const aPlace = (): FieldPlace => ({
  table: 'reporter_contacts',
  row: randomUUID(),
  column: 'value',
  organisationId: randomUUID(),
});
const anyText = fc.string({ unit: 'binary', maxLength: 400 });

/** Why it does not open, or null when it does. */
function refusal(key: DataKey, place: FieldPlace, sealed: Buffer): string | null {
  try {
    openField(key, place, sealed);
    return null;
  } catch (error) {
    if (error instanceof FieldUnreadable) return error.reason;
    throw error;
  }
}

describe('a sealed field', () => {
  it('comes back as it was, whatever letters it holds', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = aKey();
        const place = aPlace();
        expect(openField(key, place, sealField(key, place, text))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses half a character, which would come back as another one', () => {
    expect(() => sealField(aKey(), aPlace(), 'Athartest \ud800')).toThrow(RangeError);
  });

  it('never looks the same twice and holds nothing of the text', () => {
    const key = aKey();
    const place = aPlace();
    const text = 'Mona Athartest';
    const sealed = Array.from({ length: 1_000 }, () => sealField(key, place, text));
    expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(1_000);
    expect(sealed.filter((bytes) => bytes.includes('Athartest'))).toEqual([]);
  });

  it('tells by its length little: every text of up to 124 bytes is as long as any other', () => {
    const key = aKey();
    const sizes = (texts: string[]) => new Set(texts.map((text) => sealField(key, aPlace(), text).length));
    expect(sizes(['', 'Mona', '+000 000 000', 'أ'.repeat(62)])).toEqual(new Set([17 + 28 + 128]));
    expect(sizes(['a'.repeat(125), 'a'.repeat(252)])).toEqual(new Set([17 + 28 + 256]));
  });

  it('opens in no other row, column, table or organisation, and not with its parts divided otherwise: 1,000 swaps', () => {
    const key = aKey();
    const swaps: ((place: FieldPlace) => FieldPlace)[] = [
      (place) => ({ ...place, row: randomUUID() }),
      (place) => ({ ...place, column: 'instructions' }),
      (place) => ({ ...place, table: 'reporter_identities' }),
      (place) => ({ ...place, organisationId: randomUUID() }),
      (place) => ({ ...place, table: `${place.table}${place.row}`, row: '' }),
    ];
    const accepted = Array.from({ length: 1_000 }, (_, i) => {
      const place = aPlace();
      return refusal(key, swaps[i % swaps.length](place), sealField(key, place, `Mona Athartest ${i}`));
    }).filter((reason) => reason !== 'altered');
    expect(accepted).toEqual([]);
  });

  it('refuses every single changed bit', () => {
    const key = aKey();
    const place = aPlace();
    const sealed = sealField(key, place, 'Mona Athartest');
    const reasons = Array.from({ length: sealed.length * 8 }, (_, bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] ^= 1 << (bit & 7);
      return refusal(key, place, changed);
    });
    expect(reasons).toHaveLength(173 * 8);
    expect(reasons.filter((reason) => reason === null)).toEqual([]);
    // The first byte is the version, the next sixteen are the key's id.
    expect(new Set(reasons.slice(0, 8))).toEqual(new Set(['format']));
    expect(new Set(reasons.slice(8, 17 * 8))).toEqual(new Set(['key']));
    expect(new Set(reasons.slice(17 * 8))).toEqual(new Set(['altered']));
  });

  it('says that it was made with another key, and is not opened by a key that only bears the same id', () => {
    const key = aKey();
    const place = aPlace();
    const sealed = sealField(key, place, 'Mona Athartest');
    expect(refusal(aKey(), place, sealed)).toBe('key');
    expect(refusal({ id: key.id, secret: randomBytes(32) }, place, sealed)).toBe('altered');
  });

  it('refuses bytes that are none of ours', () => {
    const key = aKey();
    const place = aPlace();
    const whole = sealField(key, place, 'Mona Athartest');
    for (let length = 0; length < whole.length; length++) {
      expect(refusal(key, place, whole.subarray(0, length))).not.toBeNull();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(refusal(key, place, Buffer.from(bytes))).not.toBeNull();
      }),
    );
  });
});
