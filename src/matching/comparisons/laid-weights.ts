import { relativeKinds } from '../model/hypotheses.js';
import { partSettings } from '../model/level-lists.js';
import type { Model } from '../model/model.js';
import { inHundredths, type PartLines, partLines } from '../model/part-lines.js';
import { arrangementNames } from '../names/arrangements.js';
import { deciding, frequencyOfStep, laid, noStep, opposed, roleLevels } from '../names/laid-roles.js';
import { scriptOfX, scriptOfY } from '../names/laid-scripts.js';
import { areOneName, missing } from '../names/name-level.js';
import type { NameSide } from '../names/name-side.js';
import { nameRoles } from '../record.js';
import { addPart, forRelative, settingAt } from './name-part.js';

/** Sums in hundredths of a bit: for one person, then for each of relativeKinds. */
export const sumsWidth = 1 + relativeKinds.length;

const given = nameRoles.indexOf('given');
const family = nameRoles.indexOf('family');

/** The lines of names as numbers: what compareWrittenNames and compareMothers put into words, for the laying read last by decideRoles. */
export class LaidWeights {
  private readonly own: readonly PartLines[];
  private readonly mother: PartLines;
  private readonly motherFamily: PartLines;
  /** For each setting (told, guessed) and arrangement the weight and those of the relatives. */
  private readonly arrangements: Int32Array;

  constructor(model: Model) {
    this.own = nameRoles.map((role) => partLines(role, model));
    this.mother = partLines('mother', model);
    this.motherFamily = partLines('mother_family', model);
    const least = inHundredths(model.strongestDisagreement);
    this.arrangements = Int32Array.from(
      partSettings.flatMap((setting) =>
        arrangementNames.flatMap((name) => {
          const weight = Math.max(least, inHundredths(model.same.name_arrangement[setting]![name]!));
          const ofKinds = relativeKinds.map((kind) =>
            forRelative(inHundredths(model.relatives[kind].name_arrangement[setting]![name]!), weight),
          );
          return [weight, ...ofKinds];
        }),
      ),
    );
  }

  /** Adds the four roles and the arrangement. */
  addName(sums: Int32Array, x: NameSide, y: NameSide): void {
    for (let role = 0; role < nameRoles.length; role++) this.addRole(sums, this.own[role]!, role, x, y);
    this.addArrangement(sums, laid.arrangement, x.told && y.told);
  }

  /** Adds an arrangement (index into arrangementNames) alone. */
  addArrangement(sums: Int32Array, arrangement: number, bothTold: boolean): void {
    const at = ((bothTold ? 0 : 1) * arrangementNames.length + arrangement) * sumsWidth;
    for (let sum = 0; sum < sumsWidth; sum++) sums[sum]! += this.arrangements[at + sum]!;
  }

  /** Weight of an arrangement (index into arrangementNames). */
  arrangement(arrangement: number, bothTold: boolean): number {
    return this.arrangements[((bothTold ? 0 : 1) * arrangementNames.length + arrangement) * sumsWidth]!;
  }

  /** The most that an arrangement other than the written one weighs, where both sources told the parts apart or not. */
  cheapestMove(bothTold: boolean): number {
    const start = (bothTold ? 0 : 1) * arrangementNames.length;
    const moved = arrangementNames.map((name, at) =>
      name === 'as_written' ? Number.NEGATIVE_INFINITY : this.arrangements[(start + at) * sumsWidth]!,
    );
    return Math.max(...moved);
  }

  addMotherGiven(sums: Int32Array, x: NameSide, y: NameSide): void {
    this.addRole(sums, this.mother, given, x, y);
  }

  addMotherFamily(sums: Int32Array, x: NameSide, y: NameSide): void {
    this.addRole(sums, this.motherFamily, family, x, y);
  }

  private addRole(sums: Int32Array, lines: PartLines, role: number, x: NameSide, y: NameSide): void {
    const step = deciding[role]!;
    const level = roleLevels[role]!;
    if (step === noStep || level === missing) return;
    const other = opposed[role] === noStep ? step : opposed[role]!;
    const setting = settingAt(scriptOfX(x, step), scriptOfY(y, other));
    addPart(sums, lines, setting, level, areOneName(level) ? frequencyOfStep(x, y, role, step) : 0);
  }
}
