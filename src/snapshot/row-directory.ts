import { shared } from '../matching/index.js';

/** What a thread needs to know which rows may meet whom. Views of shared memory; only the main thread writes, a row before it is told of it. */
export interface RowMarks {
  /** Number of the organisation (order in which the snapshot met them). */
  organisations: Int32Array;
  /** Bits `alive` and `withPartners`. */
  flags: Uint8Array;
}

/** The record is still there and this is its newest row. */
export const alive = 1;
/** It may meet the records of other organisations. */
export const withPartners = 2;

const bytesOfId = 16;
const none = -1;

/**
 * Which record each row of one side is, and the other way round. Rows are only added; the row of a record that changed or went is no longer alive.
 * About 30 bytes a row.
 */
export class RowDirectory {
  count: number;
  /** Newest row of a record at the place that its id points to, or behind it. Never emptied: a row that is no longer alive counts as none. */
  private places: Int32Array;

  /** One place longer than the marks: behind the last row stands the id that is looked for. */
  private ids: Uint8Array;

  /** @param count rows that the arrays hold already */
  constructor(
    ids: Uint8Array = new Uint8Array(0),
    public marks: RowMarks = { organisations: shared(Int32Array, 1024), flags: shared(Uint8Array, 1024) },
    count = 0,
  ) {
    this.count = count;
    this.ids = new Uint8Array(bytesOfId * (marks.flags.length + 1));
    this.ids.set(ids.subarray(0, bytesOfId * count));
    this.places = this.placed(marks.flags.length);
  }

  /** True when `marks` had to be replaced. */
  add(id: string, organisation: number, partners: boolean): boolean {
    const grew = this.count === this.marks.flags.length;
    if (grew) this.grow();
    const row = this.count++;
    this.ids.set(bytesOf(id), bytesOfId * row);
    this.marks.organisations[row] = organisation;
    this.marks.flags[row] = alive | (partners ? withPartners : 0);
    this.places[this.placeOf(row)] = row;
    return grew;
  }

  /** The record's living row, -1 if it has none. */
  rowOf(id: string): number {
    this.ids.set(bytesOf(id), bytesOfId * this.count);
    const row = this.places[this.placeOf(this.count)];
    return row !== none && this.isAlive(row) ? row : none;
  }

  isAlive(row: number): boolean {
    return (this.marks.flags[row] & alive) !== 0;
  }

  kill(row: number): void {
    this.marks.flags[row] &= ~alive;
  }

  id(row: number): string {
    const hex = Buffer.from(this.ids.buffer, this.ids.byteOffset + bytesOfId * row, bytesOfId).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** For saving: the first `count` ids. */
  idBytes(): Uint8Array {
    return this.ids.subarray(0, bytesOfId * this.count);
  }

  /** Where the newest row with the id of this row stands, or the empty place where it would. */
  private placeOf(row: number): number {
    const { places } = this;
    const mask = places.length - 1;
    // Version 4 ids are random: four bytes of them spread evenly.
    let place = this.word(row, 0) & mask;
    while (places[place] !== none && !this.sameId(places[place], row)) place = (place + 1) & mask;
    return place;
  }

  private sameId(a: number, b: number): boolean {
    for (let at = 0; at < bytesOfId; at += 4) if (this.word(a, at) !== this.word(b, at)) return false;
    return true;
  }

  private word(row: number, at: number): number {
    const { ids } = this;
    const start = bytesOfId * row + at;
    return ids[start] | (ids[start + 1] << 8) | (ids[start + 2] << 16) | (ids[start + 3] << 24);
  }

  private grow(): void {
    const room = 2 * Math.max(this.marks.flags.length, 512);
    const ids = new Uint8Array(bytesOfId * (room + 1));
    ids.set(this.ids);
    this.ids = ids;
    const marks = { organisations: shared(Int32Array, room), flags: shared(Uint8Array, room) };
    marks.organisations.set(this.marks.organisations);
    marks.flags.set(this.marks.flags);
    this.marks = marks;
    this.places = this.placed(room);
  }

  /** Places of all rows, at most half of them taken. Later rows of a record replace earlier ones. */
  private placed(room: number): Int32Array {
    this.places = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(room, 512)))).fill(none);
    for (let row = 0; row < this.count; row++) this.places[this.placeOf(row)] = row;
    return this.places;
  }
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
