import { z } from 'zod';
import {
  bands,
  compileModel,
  hypotheses,
  labelOfComparison,
  type ModelFile,
  sentenceOfLevel,
} from '../matching/index.js';
import { type Measure, modelOf } from '../snapshot/measure.js';

const ModelFields = {
  hash: z.string().describe('SHA-256 over everything in the model file but itself'),
  version: z.string().describe('Stored with every suggestion'),
  built_in: z.boolean().describe('It came with the program'),
  in_use: z.boolean(),
  estimated: z.object({
    on: z.string(),
    command: z.string(),
    data: z.string(),
    reports: z.int(),
    records: z.int(),
    reviewed_pairs: z.int(),
    unlabelled_pairs: z.int(),
  }),
  added_by: z.uuid().nullable(),
  added_at: z.iso.datetime().nullable(),
};
export const ModelView = z.object(ModelFields).meta({ id: 'Model' });
export type ModelView = z.infer<typeof ModelView>;

const InBothLanguages = z.object({ en: z.string(), ar: z.string() });

export const ModelInUseView = z
  .object({
    ...ModelFields,
    since: z.iso.datetime().nullable().describe('Null: since the program was installed'),
    size_class: z.int().describe('Number of records that the starting point is made for'),
    starting_point: z.object({
      bits: z.number(),
      one_in: z.int().describe('So many pairs hold one that is one person'),
    }),
    bands: z.array(z.object({ band: z.enum(bands), from_bits: z.number(), probability: z.number() })),
    calibration: z.object({
      data: z.string(),
      knots: z.array(z.object({ bits: z.number(), probability: z.number() })),
    }),
    comparisons: z
      .array(
        z.object({
          comparison: z.string(),
          setting: z
            .string()
            .describe('In which scripts, or whether the parts of the name were told apart; else "any"'),
          level: z.string(),
          label: InBothLanguages,
          sentence: InBothLanguages,
          m: z.number().describe('How often one person reaches the level, 0 to 1'),
          u: z.number().describe('How often two strangers do'),
          bits: z.number().describe('What the level weighs'),
        }),
      )
      .describe('One row for each level of what is counted; places are weighed by how many people live there'),
  })
  .meta({ id: 'ModelInUse' });
export type ModelInUseView = z.infer<typeof ModelInUseView>;

interface Stored {
  file: Pick<ModelFile, 'hash' | 'version' | 'estimated'>;
  addedBy: string | null;
  addedAt: Date | null;
}

export function modelView({ file, addedBy, addedAt }: Stored, hashes: { inUse: string; builtIn: string }): ModelView {
  const { on, command, data, reports, records, reviewedPairs, unlabelledPairs } = file.estimated;
  return {
    hash: file.hash,
    version: file.version,
    built_in: file.hash === hashes.builtIn,
    in_use: file.hash === hashes.inUse,
    estimated: {
      on,
      command,
      data,
      reports,
      records,
      reviewed_pairs: reviewedPairs,
      unlabelled_pairs: unlabelledPairs,
    },
    added_by: addedBy,
    added_at: addedAt?.toISOString() ?? null,
  };
}

/** Everything that follows from a measure: the table of weights with how each level is put into words. */
export function weightsView(measure: Measure): Omit<ModelInUseView, keyof ModelView | 'since'> {
  const { model: file, sizeClass } = measure;
  const model = modelOf(measure);
  return {
    size_class: sizeClass,
    starting_point: { bits: model.priorWeight, one_in: Math.round(2 ** -model.priorWeight) + 1 },
    bands: bands.map((band) => ({
      band,
      from_bits: model.suggestAtMatchWeight[band],
      probability: file.suggestAtProbability[band],
    })),
    calibration: {
      data: file.calibration.data,
      knots: model.calibration.map(({ weight, probability }) => ({ bits: weight, probability })),
    },
    comparisons: levelsOf(file),
  };
}

function levelsOf(file: ModelFile): ModelInUseView['comparisons'] {
  const { same } = compileModel(file);
  const [m, u] = [hypotheses.indexOf('same'), hypotheses.indexOf('unrelated')];
  return Object.entries(same).flatMap(([comparison, settings]) =>
    Object.entries(settings).flatMap(([setting, levels]) =>
      Object.entries(levels).map(([level, bits]) => {
        const shares = file.levels[comparison as keyof typeof same][setting]![level]!;
        const sentence = (locale: 'en' | 'ar') =>
          sentenceOfLevel(comparison, level, locale, { oneIn: Math.round(1 / shares[u]!) });
        return {
          comparison,
          setting,
          level,
          label: { en: labelOfComparison(comparison, 'en'), ar: labelOfComparison(comparison, 'ar') },
          sentence: { en: sentence('en'), ar: sentence('ar') },
          m: shares[m]!,
          u: shares[u]!,
          bits,
        };
      }),
    ),
  );
}
