import { nameRoles } from '../record.js';
import { steps } from './align-parts.js';
import { arrangementNames } from './arrangements.js';
import { laying } from './best-laying.js';
import { levelsOfPairs, levelsOneForTwo, levelsTwoForOne } from './measure-parts.js';
import { areOneName, different, missing } from './name-level.js';
import { mostPartsMeasured, type NameSide } from './name-side.js';

const asWritten = arrangementNames.indexOf('as_written');
const shifted = arrangementNames.indexOf('shifted');
const given = nameRoles.indexOf('given');
/** Of a role that neither name has. */
export const noStep = -1;

/**
 * What the laying found last says of each role (an index into nameRoles): the step that decides, noStep = none, and its level (an index into `levels`). Of
 * several words in one role the one that agrees worst decides; of those that are one name, the rarest.
 */
export const deciding = new Int8Array(nameRoles.length);
export const roleLevels = new Uint8Array(nameRoles.length);
/** Where a role that both names have was not laid against itself, the step of the second name's part (`deciding` has the first's); otherwise noStep. */
export const opposed = new Int8Array(nameRoles.length);
/** The role that each step counts for, -1 = none. */
export const roleOfStep = new Int8Array(2 * mostPartsMeasured);
/** The arrangement (index into arrangementNames), and whether given name met given name. */
export const laid = { arrangement: 0, givenMet: false };

/** Reads the roles off the steps. `x` and `y` as they were laid against each other. */
export function decideRoles(x: NameSide, y: NameSide): void {
  // Where the names call one part differently (a shifted name), the one whose division is surer decides.
  const xDecides = x.told === y.told ? x.sure >= y.sure : x.told;
  deciding.fill(noStep);
  opposed.fill(noStep);
  laid.arrangement = laying.arrangement;
  laid.givenMet = false;
  let alone = 0;
  for (let step = 0; step < steps.count; step++) {
    const ofX = roleOfParts(x, steps.usedX[step]!, steps.lastX[step]!);
    const ofY = roleOfParts(y, steps.usedY[step]!, steps.lastY[step]!);
    if (ofX >= 0 && ofY >= 0 && ofX !== ofY && laid.arrangement === asWritten) laid.arrangement = shifted;
    if (ofX === given && ofY === given) laid.givenMet = true;
    const role = xDecides ? (ofX >= 0 ? ofX : ofY) : ofY >= 0 ? ofY : ofX;
    roleOfStep[step] = role;
    const level = levelOfStep(step);
    if (level === missing) alone += 1;
    if (role >= 0) addToRole(x, y, role, step, level);
  }
  if (alone > 1) opposeAlone();
}

function addToRole(x: NameSide, y: NameSide, role: number, step: number, level: number): void {
  const known = deciding[role]!;
  if (known !== noStep) {
    const best = roleLevels[role]!;
    // Words that only one side has count only while nothing else of the role has met.
    if (level === missing) return;
    if (best !== missing && level < best) return;
    if (level === best && !(areOneName(level) && isRarer(x, y, role, step, known))) return;
  }
  deciding[role] = step;
  roleLevels[role] = level;
}

const isRarer = (x: NameSide, y: NameSide, role: number, step: number, than: number): boolean =>
  frequencyOfStep(x, y, role, step) < frequencyOfStep(x, y, role, than);

/**
 * A role that both names have although nothing was laid against it holds two names (Hasan and Umar, sons of one father); what was missing is then `different`.
 */
function opposeAlone(): void {
  for (let role = 0; role < deciding.length; role++) {
    if (deciding[role] === noStep || roleLevels[role] !== missing) continue;
    let ofX = noStep;
    let ofY = noStep;
    // Of a step of one side the role is that side's own.
    for (let step = 0; step < steps.count; step++) {
      if (roleOfStep[step] !== role) continue;
      if (ofX === noStep && steps.usedY[step] === 0) ofX = step;
      if (ofY === noStep && steps.usedX[step] === 0) ofY = step;
    }
    if (ofX === noStep || ofY === noStep) continue;
    deciding[role] = ofX;
    opposed[role] = ofY;
    roleLevels[role] = different;
  }
}

/** Role of the first of the parts that a step uses, -1 = none. */
const roleOfParts = ({ roles }: NameSide, used: number, last: number): number =>
  used === 0 ? -1 : roles[last + 1 - used]!;

function levelOfStep(step: number): number {
  const usedX = steps.usedX[step]!;
  const usedY = steps.usedY[step]!;
  if (usedX === 0 || usedY === 0) return missing;
  const at = steps.lastX[step]! * mostPartsMeasured + steps.lastY[step]!;
  return usedX === 2 ? levelsTwoForOne[at]! : usedY === 2 ? levelsOneForTwo[at]! : levelsOfPairs[at]!;
}

/** How common the two parts of a step are in a role: of the two spellings the commoner counts, so a misspelling is not taken for a rare name. */
export const frequencyOfStep = (x: NameSide, y: NameSide, role: number, step: number): number =>
  Math.max(frequencyOfX(x, role, step), frequencyOfY(y, role, step));

export const frequencyOfX = (x: NameSide, role: number, step: number): number =>
  rarest(x, steps.usedX[step]!, steps.lastX[step]!, role);

export const frequencyOfY = (y: NameSide, role: number, step: number): number =>
  rarest(y, steps.usedY[step]!, steps.lastY[step]!, role);

/** Frequency of the rarest part: a role of two words is at most as common as either. */
function rarest(name: NameSide, used: number, last: number, role: number): number {
  const frequency = name.frequency(last, role);
  return used === 1 ? frequency : Math.min(frequency, name.frequency(last - 1, role));
}
