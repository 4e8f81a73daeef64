import { nameFrequency } from '../names/frequency.js';
import { nameRoles } from '../record.js';
import type { SpellingDictionary } from './column-data.js';

/** How common each spelling is in each role (names/frequency.ts), worked out when first asked for, so that nobody reads the spelling for it again. Thirty-two bytes a spelling. */
export class SpellingFrequencies {
  private known = new Float64Array(0);

  constructor(private readonly spellings: SpellingDictionary) {}

  /** 0..1. @param role index into nameRoles */
  of(spelling: number, role: number): number {
    const at = spelling * nameRoles.length + role;
    if (at >= this.known.length) this.grow();
    const known = this.known[at]!;
    if (!Number.isNaN(known)) return known;
    const frequency = nameFrequency(this.spellings.token(spelling), nameRoles[role]!);
    this.known[at] = frequency;
    return frequency;
  }

  private grow(): void {
    const longer = new Float64Array(Math.max(this.spellings.count * nameRoles.length, 2 * this.known.length));
    longer.fill(Number.NaN);
    longer.set(this.known);
    this.known = longer;
  }
}
