import { sumsWidth } from '../comparisons/laid-weights.js';
import { placeComparisons, placeWeight, placeWeightAlone, settlePlaces } from '../comparisons/place.js';
import type { CompiledRecord } from '../compile-record.js';
import { inHundredths, type Model } from '../model/index.js';
import { type CompiledPlace, type CompiledPlaces, compilePlace } from '../places/compiled-place.js';
import { placeKinds, type RecordSide } from '../record.js';
import type { ValueDictionary } from './column-data.js';
import type { FieldWeights } from './field-table.js';
import { placeOf, placeTextsOf } from './field-texts.js';

const kinds = placeKinds.length;
const [birth, home, taken, held] = (['birth', 'home', 'taken', 'held'] as const).map((kind) =>
  placeKinds.indexOf(kind),
) as [number, number, number, number];
const nowhere: CompiledPlaces = { birth: null, home: null, taken: null, held: null };
/** For each of placeComparisons: which kind of place the other record has itself, and which may stand in. */
const ownKinds = ['birth', 'home', 'taken', 'held'] as const;
const standingIn = ['birth', 'birth', 'home', 'taken'] as const;

/**
 * What the places of all rows weigh for the record that asks. Four places together are nearly as many values as there are rows, but the single places are few, and
 * each comparison looks at one of them: what it weighs is kept for the question, and four of those are put together for each value.
 */
export class PlacesWeights implements FieldWeights {
  /** Four a value, in the order of placeKinds: index of a single place, 0 = none, -1 in the first = not read yet. */
  private singles = new Int32Array(0);
  private readonly places: (CompiledPlace | null)[] = [null];
  private readonly ids = new Map<string, number>([['', 0]]);
  /** For each comparison, whether the place is the record's own, and each single place: bits; NaN = not worked out. */
  private room = 64;
  private known = new Float64Array(2 * placeComparisons.length * this.room).fill(Number.NaN);
  private asking: CompiledPlaces = nowhere;

  constructor(
    private readonly values: ValueDictionary,
    private readonly asks: RecordSide,
    private readonly model: Model,
  ) {}

  ask({ places }: CompiledRecord): void {
    this.asking = places;
    this.known.fill(Number.NaN);
  }

  weigh(value: number, into: Int16Array, start: number): void {
    // A family shares its places.
    into.fill(this.ofOnePerson(value), start, start + sumsWidth);
  }

  ofOnePerson(value: number): number {
    const at = this.read(value);
    const { singles } = this;
    const birthId = singles[at + birth]!;
    const homeId = singles[at + home]!;
    const takenId = singles[at + taken]!;
    const heldId = singles[at + held]!;
    settlePlaces(
      this.alone(0, birthId, true),
      this.alone(1, homeId || birthId, homeId !== 0),
      this.alone(2, takenId || homeId, takenId !== 0),
      this.alone(3, heldId || takenId || homeId, heldId !== 0),
      this.model,
    );
    let sum = 0;
    for (let one = 0; one < placeComparisons.length; one++)
      sum += inHundredths(Math.max(placeWeight(one), this.model.strongestDisagreement));
    return sum;
  }

  private alone(comparison: number, place: number, own: boolean): number {
    const cell = (2 * comparison + (own ? 1 : 0)) * this.room + place;
    const known = this.known[cell]!;
    if (!Number.isNaN(known)) return known;
    const kind = own ? ownKinds[comparison]! : standingIn[comparison]!;
    const other = { ...nowhere, [kind]: this.places[place]! };
    const [report, record] = this.asks === 'report' ? [this.asking, other] : [other, this.asking];
    const weight = placeWeightAlone(comparison, report, record, this.model);
    this.known[cell] = weight;
    return weight;
  }

  /** @returns where the value's single places begin */
  private read(value: number): number {
    const at = value * kinds;
    if (at >= this.singles.length) {
      const longer = new Int32Array(Math.max(this.values.count, 2 * value) * kinds).fill(notRead);
      longer.set(this.singles);
      this.singles = longer;
    }
    if (this.singles[at] === notRead) {
      const texts = placeTextsOf(this.values.text(value));
      for (let kind = 0; kind < kinds; kind++) this.singles[at + kind] = this.idOf(texts[kind] ?? '');
    }
    return at;
  }

  private idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.places.push(compilePlace(placeOf(text))) - 1;
      this.ids.set(text, id);
      if (id >= this.room) this.makeRoom();
    }
    return id;
  }

  /** Single places become known while a question is asked: what it has worked out stays. */
  private makeRoom(): void {
    const room = 2 * this.room;
    const longer = new Float64Array(2 * placeComparisons.length * room).fill(Number.NaN);
    for (let list = 0; list < 2 * placeComparisons.length; list++)
      longer.set(this.known.subarray(list * this.room, (list + 1) * this.room), list * room);
    this.known = longer;
    this.room = room;
  }
}

const notRead = -1;
