import { relativeKinds } from '../model/hypotheses.js';
import { type PartComparison, type ScriptSetting, scriptSettings } from '../model/level-lists.js';
import type { Model } from '../model/model.js';
import { type PartLines, partLines } from '../model/part-lines.js';
import type { RoleComparison } from '../names/index.js';
import { areOneName, levels } from '../names/name-level.js';
import { scriptIndex } from '../names/name-side.js';
import type { Script } from '../record.js';
import { type ComparisonOutcome, notRecorded } from './outcome.js';

/**
 * One part of the name in its role. Levels in the order tried (by names/): same, same_sound (other script or spelling), near, vowels_differ, one_edit,
 * initial, different; not_recorded when one side lacks the part. The settings are the scripts of the two. Levels that share the consonants add the rarity
 * of the name: of the two frequencies the larger counts, so a misspelling is not taken for a rare name.
 */
export function comparePart(
  comparison: PartComparison,
  roles: RoleComparison | undefined,
  model: Model,
): ComparisonOutcome {
  if (!roles || roles.level === 'missing' || roles.scriptA === null || roles.scriptB === null) {
    return notRecorded(comparison, roles?.a ?? null, roles?.b ?? null);
  }
  const { a, b, level } = roles;
  const lines = partLines(comparison, model);
  const frequency = Math.max(roles.frequencyA ?? 0, roles.frequencyB ?? 0);
  const at = levels.indexOf(level);
  const setting = settingOf(roles.scriptA, roles.scriptB);
  return {
    comparison,
    level,
    setting: scriptSettings[setting]!,
    weight: weightOfPart(lines, setting, at, frequency) / 100,
    rarity: (areOneName(at) ? rarityOf(lines, frequency) : 0) / 100,
    a,
    b,
    note: {
      oneIn: Math.round(1 / (frequency + lines.frequencyShrinkage)),
      otherScript: scriptSettings[setting] === 'across' ? 1 : 0,
    },
  };
}

/** Hundredths of a bit by which sharing a name of this frequency (0..1) says more than sharing the average name of the role. */
export function rarityOf({ averageFrequency, frequencyShrinkage }: PartLines, frequency: number): number {
  return Math.round(100 * Math.log2(averageFrequency / (frequency + frequencyShrinkage)));
}

/** Weight of a part in hundredths of a bit, with its rarity where the two are one name. `setting`, `level`: indexes into scriptSettings and `levels`. */
export function weightOfPart(lines: PartLines, setting: number, level: number, frequency: number): number {
  const bits = lines.same[setting * levels.length + level]!;
  return Math.max(areOneName(level) ? bits + rarityOf(lines, frequency) : bits, lines.strongestDisagreement);
}

/** Adds a part to the sums for one person and for each kind of relative, all in hundredths of a bit. */
export function addPart(sums: Int32Array, lines: PartLines, setting: number, level: number, frequency: number): void {
  const at = setting * levels.length + level;
  const rarity = areOneName(level) ? rarityOf(lines, frequency) : 0;
  const weight = Math.max(lines.same[at]! + rarity, lines.strongestDisagreement);
  sums[0] += weight;
  for (let kind = 0; kind < relativeKinds.length; kind++)
    sums[kind + 1] += forRelative(lines.relatives[kind]![at]! + rarity, weight);
}

/**
 * What speaks against one person never speaks more against a relative: otherwise a conflict would make the relative less likely, and so the person likelier
 * again, and a pair could rise by disagreeing.
 */
export const forRelative = (bits: number, weight: number): number => (weight < 0 ? Math.max(bits, weight) : bits);

const [arabic, latin, across] = (['arabic', 'latin', 'across'] satisfies ScriptSetting[]).map((setting) =>
  scriptSettings.indexOf(setting as ScriptSetting),
) as [number, number, number];
const latinScript = scriptIndex('Latn');

/** Index into scriptSettings. */
export const settingOf = (one: Script, two: Script): number => settingAt(scriptIndex(one), scriptIndex(two));

/** The same for scripts by their indexes. */
export const settingAt = (one: number, two: number): number =>
  one !== two ? across : one === latinScript ? latin : arabic;
