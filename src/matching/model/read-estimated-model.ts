import { builtInModelFile } from './built-in-model.js';
import type { ModelFile } from './model-file.js';
import { ModelFileError, readModel, writeModel } from './read-model.js';

/**
 * What a model may not change without a new release of the program. `blocking`: by these numbers the keys were made that are stored with every profile, so with
 * others records would no longer meet. `place` and the limits of single weights were set by hand, each with its reason beside the code; nothing estimates them.
 */
const ofTheProgram = [
  'blocking',
  'place',
  'frequencyShrinkage',
  'strongestDisagreement',
  'strongestAgreement',
] as const;

/** Lower, and nearly every pair of a report and a record would be put before a person. */
const leastSuggested = 0.001;

/**
 * Reads a model that people may put in use: shares, levels, how common names are, calibration and bands, as they were counted.
 * @throws ModelFileError as `readModel`; also for what belongs to the program (`field` names it), and for a lowest band that would let through nearly everything
 */
export function readEstimatedModel(text: string): ModelFile {
  const file = readModel(text);
  for (const field of ofTheProgram)
    if (!isSame(file[field], builtInModelFile[field]))
      throw new ModelFileError(
        `The model file cannot be used: ${field} belongs to the program and must be as in the model that came with it.`,
        field,
      );
  for (const field of Object.keys(file))
    if (!Object.hasOwn(builtInModelFile, field))
      throw new ModelFileError('The model file cannot be used: it has a field that is not known to this matcher.');
  // Else what is stored would have another hash than what was handed in.
  if (!writeModel(file).includes(`"hash": "${file.hash}"`))
    throw new ModelFileError(
      'The model file cannot be used: its fields do not stand in the order in which "athar model estimate" writes them.',
    );
  const { reports, records, data, on, command } = file.estimated;
  if (![reports, records].every((count) => Number.isSafeInteger(count) && count > 0))
    throw new ModelFileError(
      'The model file cannot be used: estimated.reports and estimated.records must be whole numbers above 0.',
      'estimated',
    );
  if (
    ![data, on, command, file.calibration.data].every(
      (text) => typeof text === 'string' && text.length > 0 && text.length <= 500,
    )
  )
    throw new ModelFileError(
      'The model file cannot be used: estimated.on, .data, .command and calibration.data must say in a few words when, from what and how it was made.',
      'estimated',
    );
  if (file.suggestAtProbability.weak < leastSuggested)
    throw new ModelFileError(
      `The model file cannot be used: suggestAtProbability.weak must be at least ${leastSuggested}.`,
      'suggestAtProbability',
    );
  return file;
}

/** Whatever the order of the fields. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
  );
}
