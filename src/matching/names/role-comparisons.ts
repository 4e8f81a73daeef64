import { nameRoles } from '../record.js';
import { steps } from './align-parts.js';
import { deciding, frequencyOfX, frequencyOfY, noStep, opposed, roleLevels, roleOfStep } from './laid-roles.js';
import { scriptOfX, scriptOfY } from './laid-scripts.js';
import { levels, missing } from './name-level.js';
import { type NameSide, scriptAt } from './name-side.js';
import type { NameComparison, RoleComparison, TokenMeeting } from './types.js';

/**
 * What the laying read last by decideRoles says of each role, in words. `flipped`: y is the caller's first name; `meetings` are the steps as the caller's a and b.
 */
export function perRole(
  x: NameSide,
  y: NameSide,
  flipped: boolean,
  meetings: readonly TokenMeeting[],
): NameComparison['perRole'] {
  const found: NameComparison['perRole'] = {};
  nameRoles.forEach((role, index) => {
    const step = deciding[index]!;
    if (step === noStep) return;
    const other = opposed[index] === noStep ? step : opposed[index]!;
    const ofX =
      steps.usedX[step] === 0
        ? null
        : { script: scriptAt(scriptOfX(x, step)), frequency: frequencyOfX(x, index, step) };
    const ofY =
      steps.usedY[other] === 0
        ? null
        : { script: scriptAt(scriptOfY(y, other)), frequency: frequencyOfY(y, index, other) };
    const [a, b] = flipped ? [ofY, ofX] : [ofX, ofY];
    found[role] = {
      level: levels[roleLevels[index]!]!,
      ...writtenIn(index, step, other, flipped, meetings),
      scriptA: a?.script ?? null,
      scriptB: b?.script ?? null,
      frequencyA: a?.frequency ?? null,
      frequencyB: b?.frequency ?? null,
    };
  });
  return found;
}

/** All words of the role that met, or those of the step that decides where none did. */
function writtenIn(
  role: number,
  step: number,
  other: number,
  flipped: boolean,
  meetings: readonly TokenMeeting[],
): Pick<RoleComparison, 'a' | 'b'> {
  if (step !== other) {
    const [a, b] = flipped ? [other, step] : [step, other];
    return { a: meetings[a]!.a, b: meetings[b]!.b };
  }
  if (roleLevels[role] === missing) return { a: meetings[step]!.a, b: meetings[step]!.b };
  const met = meetings.filter(({ level }, at) => roleOfStep[at] === role && level !== 'missing');
  return { a: met.map(({ a }) => a).join(' '), b: met.map(({ b }) => b).join(' ') };
}
