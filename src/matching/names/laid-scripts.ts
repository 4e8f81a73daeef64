import { steps } from './align-parts.js';
import { type NameSide, scriptIndex } from './name-side.js';

const mixed = scriptIndex('mixed');

/** What the parts of the first name that a step uses are written in (scriptIndex). */
export const scriptOfX = (x: NameSide, step: number): number =>
  scriptOfParts(x, steps.usedX[step]!, steps.lastX[step]!);

/** The same of the second name. */
export const scriptOfY = (y: NameSide, step: number): number =>
  scriptOfParts(y, steps.usedY[step]!, steps.lastY[step]!);

function scriptOfParts({ scripts }: NameSide, used: number, last: number): number {
  const script = scripts[last]!;
  return used === 2 && scripts[last - 1] !== script ? mixed : script;
}
