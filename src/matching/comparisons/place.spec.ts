import { describe, expect, it } from '@jest/globals';
import { currentModel } from '../model/index.js';
import { nowhere } from '../places/place-resolution.js';
import type { PlaceCodes } from '../record.js';
import { comparePlaces } from './place.js';

const place = (codes: Partial<PlaceCodes>): PlaceCodes => ({ ...nowhere, ...codes });
const weight = (a: PlaceCodes | null, b: PlaceCodes | null): number => comparePlaces(a, b, currentModel).weight;
const duma = place({ governorate: 'SY03', district: 'SY0302', subdistrict: 'SY030200', community: 'C2338' });
const harasta = place({ governorate: 'SY03', district: 'SY0302', subdistrict: 'SY030202', community: 'C2342' });

describe('two places', () => {
  it('weigh more the narrower they agree', () => {
    expect(weight(duma, duma)).toBeGreaterThan(weight(duma, harasta));
    expect(weight(duma, harasta)).toBeGreaterThan(weight(duma, place({ governorate: 'SY03' })));
    expect(weight(duma, place({ governorate: 'SY03' }))).toBeGreaterThan(0);
  });

  it('in a small governorate say more than in a large one', () => {
    const quneitra = place({ governorate: 'SY14' });
    const aleppo = place({ governorate: 'SY02' });
    expect(weight(quneitra, quneitra)).toBeGreaterThan(weight(aleppo, aleppo));
  });

  it('in different governorates count little, because people were moved; Damascus and its countryside less', () => {
    expect(weight(duma, place({ governorate: 'SY02' }))).toBeGreaterThan(-3);
    expect(weight(duma, place({ governorate: 'SY01' }))).toBeGreaterThan(weight(duma, place({ governorate: 'SY02' })));
  });

  it('say nothing when one is not known', () => {
    expect(comparePlaces(duma, null, currentModel)).toMatchObject({
      level: 'not_recorded',
      weight: 0,
      a: 'C2338',
      b: null,
    });
    expect(weight(nowhere, duma)).toBe(0);
  });

  it('agree the same whichever side they stand on', () => {
    const all = [
      duma,
      harasta,
      place({ governorate: 'SY01', facility: 'mi-215' }),
      place({ governorate: 'SY02' }),
      nowhere,
    ];
    for (const a of all) for (const b of all) expect(weight(a, b)).toBe(weight(b, a));
  });
});
