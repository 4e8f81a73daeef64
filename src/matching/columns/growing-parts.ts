import { nameRoles } from '../record.js';
import type { PartTable } from './column-data.js';
import { GrowingNumbers, grown } from './growing-numbers.js';

/** A part may have any role, or none. */
const rolesOfPart = nameRoles.length + 1;

/** Distinct parts that are given ids as they come. */
export class GrowingParts implements PartTable {
  private readonly spellings = new GrowingNumbers(new Int32Array(0));
  private readonly roles = new GrowingNumbers(new Int8Array(0));
  /** For each spelling and role the part's id plus one, 0 where there is no such part yet. */
  private known = new Int32Array(0);

  get count(): number {
    return this.spellings.length;
  }
  get spelling(): Int32Array {
    return this.spellings.values;
  }
  get role(): Int8Array {
    return this.roles.values;
  }

  /** Id of the part; role = index into nameRoles, -1 = none. */
  idOf(spelling: number, role: number): number {
    const place = spelling * rolesOfPart + role + 1;
    while (place >= this.known.length) this.known = grown(this.known);
    const id = this.known[place]! - 1;
    if (id >= 0) return id;
    this.spellings.push(spelling);
    this.roles.push(role);
    this.known[place] = this.count;
    return this.count - 1;
  }
}
