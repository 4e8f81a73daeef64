import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { calibratedProbability, weightAtProbability } from './calibration.js';
import { compileModel } from './compile-model.js';
import { builtInModel, builtInModelFile, hundredths } from './index.js';
import type { ModelFile } from './model-file.js';
import { ModelFileError, readModel, writeModel } from './read-model.js';

const folder = new URL('./', import.meta.url);
/** The same shape, open to every change. */
type Loose = {
  -readonly [Key in keyof ModelFile]: Key extends 'levels'
    ? Record<string, Record<string, Record<string, number[]>>>
    : ModelFile[Key];
};
const changed = (change: (file: Loose) => void): string => {
  const file = structuredClone(builtInModelFile) as unknown as Loose;
  change(file);
  return writeModel(file as unknown as ModelFile);
};

describe('a model file', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.json')))(
    '%s can be read, and says when, how and from what it was estimated',
    (name) => {
      const file = readModel(readFileSync(new URL(name, folder), 'utf8'));
      expect(name).toBe(`model-${file.version}.json`);
      expect(file.estimated.command).toMatch(/^athar model estimate|^by hand$/);
      expect(file.estimated.data.length).toBeGreaterThan(10);
    },
  );

  it('is the same after being written and read', () => {
    expect(readModel(writeModel(builtInModelFile))).toEqual(builtInModelFile);
  });

  it('that was changed by hand is refused', () => {
    const text = writeModel(builtInModelFile);
    const more = text.replace(`"same": ${builtInModelFile.shares.same}`, '"same": 0.0005');
    expect(more).not.toBe(text);
    expect(() => readModel(more)).toThrow(/hash/);
  });

  it.each([
    ['no JSON', 'athar', /not JSON/],
    [
      'another format',
      changed((file) => {
        file.format = 2 as never;
      }),
      /format/,
    ],
    [
      'a missing level',
      changed((file) => {
        delete file.levels.birth!.any!.same_day;
      }),
      /birth\.any\.same_day/,
    ],
    [
      'an unknown level',
      changed((file) => {
        file.levels.sex!.any!.perhaps = [0.1, 0.1, 0.1, 0.1, 0.1];
      }),
      /sex\.any has a level that this matcher does not know/,
    ],
    [
      'a share of nought',
      changed((file) => {
        file.levels.sex!.any!.same![0] = 0;
      }),
      /sex\.any\.same/,
    ],
    [
      'shares that do not add up',
      changed((file) => {
        file.levels.sex!.any!.same![0] = 0.5;
      }),
      /add up/,
    ],
    [
      'bands in disorder',
      changed((file) => {
        file.suggestAtProbability.weak = 0.99;
      }),
      /weak/,
    ],
    [
      'a calibration that falls',
      changed((file) => {
        file.calibration = {
          ...file.calibration,
          knots: [
            { weight: 0, probability: 0.5 },
            { weight: 1, probability: 0.4 },
          ],
        };
      }),
      /rise/,
    ],
  ])('with %s is refused, and the message says where', (_, text, message) => {
    expect(() => readModel(text)).toThrow(ModelFileError);
    expect(() => readModel(text)).toThrow(message);
  });
});

describe('weights from a model file', () => {
  it('are the log2 of how much oftener one person reaches a level than two strangers, in hundredths of a bit', () => {
    const [same, , , , unrelated] = builtInModelFile.levels.given.across.same_sound;
    expect(builtInModel.same.given.across.same_sound).toBe(hundredths(Math.log2(same! / unrelated!)));
  });

  it('never take away or bring more than the model allows', () => {
    for (const weights of [builtInModel.same, ...Object.values(builtInModel.relatives)])
      for (const settings of Object.values(weights))
        for (const levels of Object.values(settings))
          for (const weight of Object.values(levels)) {
            expect(weight).toBeGreaterThanOrEqual(builtInModelFile.strongestDisagreement);
            expect(weight).toBeLessThanOrEqual(builtInModelFile.strongestAgreement);
          }
  });

  it('give a national number of which one digit is off less than the same number', () => {
    expect(builtInModel.identifier.national_number_one_digit).toBeLessThan(
      builtInModel.identifier.national_number_same - 3,
    );
  });
});

describe('a calibrated probability', () => {
  const { knots } = builtInModelFile.calibration;

  it('rises with the weight, stays between 0 and 1, and meets the knots', () => {
    let last = 0;
    for (let weight = -40; weight <= 40; weight += 0.25) {
      const probability = calibratedProbability(weight, knots);
      expect(probability).toBeGreaterThanOrEqual(last);
      expect(probability).toBeLessThanOrEqual(1);
      last = probability;
    }
    for (const { weight, probability } of knots)
      expect(calibratedProbability(weight, knots)).toBeCloseTo(probability, 9);
  });

  it('gives each band its lowest weight', () => {
    for (const [band, probability] of Object.entries(builtInModelFile.suggestAtProbability)) {
      const weight = compileModel(builtInModelFile).suggestAtMatchWeight[band as 'weak'];
      expect(weight).toBe(weightAtProbability(probability, knots));
      expect(calibratedProbability(weight, knots)).toBeGreaterThanOrEqual(probability);
      expect(calibratedProbability(weight - 0.02, knots)).toBeLessThan(probability);
    }
  });
});
