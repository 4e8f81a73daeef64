import { type BlockingKey, candidateBits } from '../matching/index.js';
import { GrowingKeys } from './growing-keys.js';
import type { StoredProfile } from './stored-profiles.js';

/** Who asks: what its record may be compared with follows from this. */
export interface Asker {
  organisationId: string;
  withPartners: boolean;
}

/** The records of one side, a row each. A record that changes gets a new row; the old one is dead. */
export class SideRows {
  private readonly ids: string[] = [];
  private readonly organisations: string[] = [];
  private readonly withPartners: boolean[] = [];
  private readonly alive: boolean[] = [];
  private readonly rowOf = new Map<string, number>();
  private readonly keys = new GrowingKeys();

  get living(): number {
    return this.rowOf.size;
  }

  put({ recordId, organisationId, withPartners, keys, keyBits }: StoredProfile): void {
    this.remove(recordId);
    const row = this.ids.length;
    this.ids.push(recordId);
    this.organisations.push(organisationId);
    this.withPartners.push(withPartners);
    this.alive.push(true);
    this.rowOf.set(recordId, row);
    this.keys.add(row, keys, keyBits);
  }

  remove(recordId: string): void {
    const row = this.rowOf.get(recordId);
    if (row === undefined) return;
    this.alive[row] = false;
    this.rowOf.delete(recordId);
  }

  /** @returns ids of records that may be compared with the asker's and share enough rare keys with it. */
  sharing(keys: readonly BlockingKey[], asker: Asker): string[] {
    return this.keys
      .sharing(keys, candidateBits)
      .filter((row) => this.alive[row] && this.mayMeet(row, asker))
      .map((row) => this.ids[row]);
  }

  /** Records of one organisation meet; others when both sides allow partners (R3). */
  private mayMeet(row: number, { organisationId, withPartners }: Asker): boolean {
    return this.organisations[row] === organisationId || (withPartners && this.withPartners[row]);
  }
}
