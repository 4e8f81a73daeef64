import { describe, expect, it } from '@jest/globals';
import { builtInModelFile, hashOfModel, ModelFileError, readEstimatedModel, writeModel } from './index.js';

// biome-ignore lint/suspicious/noExplicitAny: what is broken on purpose has no shape
type Loose = any;
const written = (change: (file: Loose) => void): string => {
  const file = structuredClone(builtInModelFile) as Loose;
  change(file);
  return writeModel(file);
};

describe('a model that people may put in use', () => {
  it('has other shares, averages, calibration and bands', () => {
    const text = written((file) => {
      file.version = '2026-12-01';
      file.shares.same *= 2;
      file.averageFrequency.given *= 1.1;
      file.suggestAtProbability.weak = 0.05;
      file.calibration.knots.at(-1).probability = 0.999_99;
    });
    expect(readEstimatedModel(text).version).toBe('2026-12-01');
  });

  it.each<[field: string, change: (file: Loose) => void]>([
    ['blocking', (file) => (file.blocking.candidateBits += 1)],
    ['blocking', (file) => (file.blocking.mostKeys.report = 10)],
    ['place', (file) => (file.place.further = 0.5)],
    ['frequencyShrinkage', (file) => (file.frequencyShrinkage *= 2)],
    ['strongestDisagreement', (file) => (file.strongestDisagreement = -20)],
    ['suggestAtProbability', (file) => (file.suggestAtProbability.weak = 1e-6)],
    ['estimated', (file) => (file.estimated.records = 0)],
    ['estimated', (file) => (file.estimated.data = 'x'.repeat(501))],
  ])('does not change %s', (field, change) => {
    const text = written(change);
    expect(() => readEstimatedModel(text)).toThrow(ModelFileError);
    expect(() => readEstimatedModel(text)).toThrow(field === 'estimated' ? /estimated/ : field);
  });

  it.each<[what: string, change: (file: Loose) => void]>([
    ['a field', (file) => (file.remark = 'Sami Athartest')],
    ['a comparison', (file) => (file.levels.athartest = {})],
    ['a setting', (file) => (file.levels.given.athartest = null)],
    ['a level', (file) => (file.levels.given.across.athartest = [0.1, 0.1, 0.1, 0.1, 0.1])],
    ['a share', (file) => (file.shares.athartest = 0.1)],
  ])('has not %s that the matcher does not know, and the error does not repeat it', (_what, change) => {
    const refused = () => readEstimatedModel(written(change));
    expect(refused).toThrow(/does not know|not known/);
    expect(refused).not.toThrow(/athartest/i);
  });

  it('has a knot that is none refused, and fields in another order, whose hash would be another when it is stored', () => {
    expect(() => readEstimatedModel(written((file) => (file.calibration.knots[0] = null)))).toThrow(ModelFileError);
    const { format, version, hash: _, ...rest } = builtInModelFile;
    const turned = JSON.parse(writeModel(builtInModelFile));
    const other = { version, format, ...rest };
    expect(turned.version).toBe(other.version);
    expect(() => readEstimatedModel(JSON.stringify({ ...other, hash: hashOf(other) }))).toThrow(/order/);
  });
});

const hashOf = (file: object): string => hashOfModel(file as never);
