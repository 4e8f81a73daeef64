import { compareField, type Field } from '../compare-records.js';
import { type BirthLevel, birthLevel, birthLevels } from '../comparisons/birth.js';
import { type EventLevel, eventLevel, eventLevels } from '../comparisons/event.js';
import { sumsWidth } from '../comparisons/laid-weights.js';
import type { ComparisonOutcome } from '../comparisons/outcome.js';
import type { CompiledRecord } from '../compile-record.js';
import { inHundredths, type Model, relativeKinds } from '../model/index.js';
import { relativeBits } from '../relative-evidence.js';

/**
 * What the lines of one field weigh for one person and for each kind of relative, sumsWidth hundredths of a bit. Dates, which nearly every pair of records has,
 * are weighed without making their lines. The array is kept by level: it is not to be changed.
 */
export function fieldSums(
  field: Field,
  report: CompiledRecord,
  record: CompiledRecord,
  model: Model,
): readonly number[] {
  if (field === 'birth' && report.birth && record.birth)
    return ofLevels(model).birth[birthLevel(report.birth, record.birth)];
  if (field === 'event' && report.event && record.event)
    return ofLevels(model).event[eventLevel(report.event, record.event)];
  return sumsOf(compareField(field, report, record, model), model);
}

function sumsOf(outcomes: readonly ComparisonOutcome[], model: Model): number[] {
  const sums = new Array<number>(sumsWidth).fill(0);
  for (const outcome of outcomes) {
    sums[0]! += inHundredths(outcome.weight);
    relativeKinds.forEach((kind, at) => {
      sums[at + 1]! += relativeBits(outcome, kind, model);
    });
  }
  return sums;
}

interface OfLevels {
  birth: Record<BirthLevel, number[]>;
  event: Record<EventLevel, number[]>;
}
const known = new WeakMap<Model, OfLevels>();

function ofLevels(model: Model): OfLevels {
  let levels = known.get(model);
  if (!levels) {
    const row = (comparison: 'birth' | 'event', level: string, bits: number): [string, number[]] => {
      const weight = Math.max(bits, model.strongestDisagreement);
      return [level, sumsOf([{ comparison, level, weight, a: null, b: null }], model)];
    };
    levels = {
      birth: Object.fromEntries(birthLevels.map((level) => row('birth', level, model.birth[level]))),
      event: Object.fromEntries(eventLevels.map((level) => row('event', level, model.event[level]))),
    } as unknown as OfLevels;
    known.set(model, levels);
  }
  return levels;
}
