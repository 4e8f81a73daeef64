import { createHash } from 'node:crypto';
import { hypotheses, relativeKinds } from './hypotheses.js';
import { comparisonNames, levelLists, partComparisons } from './level-lists.js';
import { bands } from './model.js';
import type { ModelFile } from './model-file.js';

/** A model file that cannot be used; the message says where. */
export class ModelFileError extends Error {
  /** @param field of the file, where it is one that the program alone may set */
  constructor(
    message: string,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

/** Shares of one comparison, setting and hypothesis add up to 1 within this: they are stored with a few digits. */
const roundingAllowed = 0.01;

/**
 * Reads and checks a model file. Throws ModelFileError for text that is no JSON, a missing or impossible number, a level that this version of the matcher
 * does not know or that the file lacks, and a hash that does not fit.
 */
export function readModel(text: string): ModelFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ModelFileError('The model file is not JSON.');
  }
  const file = value as ModelFile;
  require(isObject(file) && file.format === 1, 'format must be 1');
  require(/^\d{4}-\d\d-\d\d[a-z]?$/.test(String(file.version)), 'version must be a date');
  for (const key of [
    'estimated',
    'shares',
    'levels',
    'averageFrequency',
    'place',
    'calibration',
    'suggestAtProbability',
    'blocking',
  ] as const)
    require(isObject(file[key]), `${key} is missing`);
  requireShares(file);
  requireLevels(file);
  for (const part of partComparisons) require(isShare(file.averageFrequency[part]), `averageFrequency.${part}`);
  require(isShare(file.frequencyShrinkage), 'frequencyShrinkage');
  require(file.strongestDisagreement < 0, 'strongestDisagreement must be below 0');
  require(file.strongestAgreement > 0, 'strongestAgreement must be above 0');
  requireNumbers(file.place, 'place');
  requireCalibration(file);
  const { candidateBits, fewestBits, mostKeys } = file.blocking;
  for (const number of [candidateBits, fewestBits, mostKeys?.report, mostKeys?.record])
    require(typeof number === 'number' && number > 0, 'blocking needs numbers above 0');
  require(file.hash === hashOfModel(file), 'the hash does not fit: the file was changed after it was estimated');
  return file;
}

/** SHA-256 of everything but the hash itself. */
export function hashOfModel(file: Omit<ModelFile, 'hash'> & { hash?: string }): string {
  const { hash: _, ...rest } = file;
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}

/** The text of a model file: indented, one line a level, so that two of them can be compared by eye. */
export function writeModel(file: Omit<ModelFile, 'hash'>): string {
  const { format, version, hash: _, ...rest } = file as ModelFile;
  const hash = hashOfModel({ format, version, ...rest });
  const hashed = { format, version, hash, ...rest };
  const text = JSON.stringify(hashed, null, 2).replace(
    /\[\n\s+([^[\]{}]+?)\n\s+\]/g,
    (_, inner: string) => `[${inner.replace(/\s+/g, ' ')}]`,
  );
  return `${text}\n`;
}

function requireNumbers(value: object, place: string): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) requireNumbers(inner, `${place}.${key}`);
    else require(Number.isFinite(inner), `${place}.${key} must be a number`);
  }
}

function requireShares({ shares }: ModelFile): void {
  for (const name of ['same', ...relativeKinds] as const) require(isShare(shares[name]), `shares.${name}`);
  require(Object.keys(shares).length === relativeKinds.length + 1, 'shares has a name that this matcher does not know');
  require(Object.values(shares).reduce((sum, share) => sum + share, 0) < 1, 'shares must leave room for the unrelated');
}

function requireLevels({ levels }: ModelFile): void {
  for (const comparison of Object.keys(levels))
    require(Object.hasOwn(levelLists, comparison), 'levels has a comparison that this matcher does not know');
  for (const comparison of comparisonNames) {
    const { settings, levels: known } = levelLists[comparison];
    for (const setting of Object.keys(levels[comparison] ?? {}))
      require(settings.includes(setting), `levels.${comparison} has a setting that this matcher does not know`);
    for (const setting of settings) {
      const place = `levels.${comparison}.${setting}`;
      const given = levels[comparison]?.[setting];
      require(isObject(given), `${place} is missing`);
      for (const level of Object.keys(given!))
        require(known.includes(level), `${place} has a level that this matcher does not know`);
      for (const level of known) {
        const shares = given![level];
        require(Array.isArray(shares) &&
          shares.length === hypotheses.length &&
          shares.every(isShare), `${place}.${level} must have ${hypotheses.length} shares between 0 and 1`);
      }
      hypotheses.forEach((hypothesis, column) => {
        const sum = known.reduce((total, level) => total + given![level]![column]!, 0);
        require(Math.abs(sum - 1) < roundingAllowed, `the shares of ${place} for ${hypothesis} add up to ${sum}`);
      });
    }
  }
}

function requireCalibration({ calibration, suggestAtProbability }: ModelFile): void {
  const { knots } = calibration;
  require(Array.isArray(knots) && knots.length >= 1 && knots.every(isObject), 'calibration.knots is missing');
  knots.forEach(({ weight, probability }, at) => {
    const before = knots[at - 1];
    require(Number.isFinite(weight) && isShare(probability) && probability < 1, `calibration.knots[${at}]`);
    require(!before ||
      (weight > before.weight && probability >= before.probability), `calibration.knots[${at}] must rise`);
  });
  bands.forEach((band, at) => {
    const better = bands[at - 1];
    require(isShare(suggestAtProbability[band]) && suggestAtProbability[band] < 1, `suggestAtProbability.${band}`);
    require(!better ||
      suggestAtProbability[band] <
        suggestAtProbability[better], `suggestAtProbability.${band} must be below ${better}`);
  });
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isShare = (value: unknown): value is number => typeof value === 'number' && value > 0 && value <= 1;

function require(condition: boolean, what: string): void {
  if (!condition) throw new ModelFileError(`The model file cannot be used: ${what}.`);
}
