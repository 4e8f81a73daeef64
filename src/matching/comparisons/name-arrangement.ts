import type { Model } from '../model/model.js';
import type { NameArrangement } from '../names/index.js';
import type { ComparisonOutcome } from './outcome.js';

/**
 * What it costs that the parts agree only after being exchanged or moved. Levels: the arrangements of names/; `as_written` costs nothing. Setting `told`: both
 * sources told the parts apart; otherwise a moved part may only mean that an unsplit name was read wrongly.
 */
export function compareArrangement(arrangement: NameArrangement, rolesGiven: boolean, model: Model): ComparisonOutcome {
  const setting = rolesGiven ? 'told' : 'guessed';
  const weight = model.same.name_arrangement[setting]![arrangement]!;
  return { comparison: 'name_arrangement', level: arrangement, setting, weight, a: null, b: null };
}
