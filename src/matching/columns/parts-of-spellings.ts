import { nameRoles } from '../record.js';
import type { PartTable } from './column-data.js';

/** A part may have any role, or none. */
const rolesOfPart = nameRoles.length + 1;
const none = -1;

/** Which parts a spelling has: the other way round than the part table, which may grow. */
export class PartsOfSpellings {
  private ids = new Int32Array(0);
  private read = 0;

  constructor(private readonly parts: PartTable) {}

  /** Calls back with each part of a spelling. */
  each(spelling: number, use: (part: number) => void): void {
    for (let at = spelling * rolesOfPart; at < (spelling + 1) * rolesOfPart; at++) {
      const part = at < this.ids.length ? this.ids[at]! : none;
      if (part !== none) use(part);
    }
  }

  /** Takes in parts that are new. @param spellings how many there are */
  update(spellings: number): void {
    if (this.ids.length < spellings * rolesOfPart) {
      const longer = new Int32Array(spellings * rolesOfPart).fill(none);
      longer.set(this.ids);
      this.ids = longer;
    }
    const { count, spelling, role } = this.parts;
    for (; this.read < count; this.read++)
      this.ids[spelling[this.read]! * rolesOfPart + role[this.read]! + 1] = this.read;
  }
}
