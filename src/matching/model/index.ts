import { readFileSync } from 'node:fs';
import { compileModel } from './compile-model.js';
import { readModel } from './read-model.js';

export { calibratedProbability } from './calibration.js';
export { compileModel, hundredths } from './compile-model.js';
export { type Hypothesis, hypotheses, type RelativeKind, relativeKinds } from './hypotheses.js';
export { type Band, bandOf, bands, type LevelWeights, type Model, matcherVersion } from './model.js';
export type { LevelShares, ModelFile } from './model-file.js';
export { modelForSize, trueRecordsPerReport } from './model-for-size.js';
export { inHundredths } from './part-lines.js';
export { hashOfModel, ModelFileError, readModel, writeModel } from './read-model.js';

/** The model in use. A new one is put in use by naming it here and raising `matcherVersion`. */
const inUse = 'model-2026-11-22.json';

export const currentModelFile = readModel(readFileSync(new URL(inUse, import.meta.url), 'utf8'));
export const currentModel = compileModel(currentModelFile);
