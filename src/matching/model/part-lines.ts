import { levels } from '../names/name-level.js';
import { type RelativeKind, relativeKinds } from './hypotheses.js';
import { type PartComparison, scriptSettings } from './level-lists.js';
import type { Model } from './model.js';

/** Weights are kept and added up in hundredths of a bit: whole numbers have the same sum in any order. */
export const inHundredths = (bits: number): number => Math.round(bits * 100);

/** The weights of one name part in hundredths of a bit, rarity not counted. */
export interface PartLines {
  /** By setting * levels.length + level, as indexes into scriptSettings and `levels`. */
  same: Int16Array;
  /** The same for each of relativeKinds. */
  relatives: readonly Int16Array[];
  averageFrequency: number;
  frequencyShrinkage: number;
  strongestDisagreement: number;
}

const ofModel = new WeakMap<Model, Map<PartComparison, PartLines>>();

/** Made when first asked for. */
export function partLines(comparison: PartComparison, model: Model): PartLines {
  let known = ofModel.get(model);
  if (!known) {
    known = new Map();
    ofModel.set(model, known);
  }
  let lines = known.get(comparison);
  if (!lines) {
    const ofKind = (kind: RelativeKind): Int16Array => table(model.relatives[kind][comparison]);
    lines = {
      same: table(model.same[comparison]),
      relatives: relativeKinds.map(ofKind),
      averageFrequency: model.averageFrequency[comparison],
      frequencyShrinkage: model.frequencyShrinkage,
      strongestDisagreement: inHundredths(model.strongestDisagreement),
    };
    known.set(comparison, lines);
  }
  return lines;
}

function table(weights: Record<string, Record<string, number>>): Int16Array {
  return Int16Array.from(
    scriptSettings.flatMap((setting) => levels.map((level) => inHundredths(weights[setting]![level] ?? 0))),
  );
}
