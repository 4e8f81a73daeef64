import { LaidWeights, sumsWidth } from '../comparisons/laid-weights.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';
import { inHundredths } from '../model/part-lines.js';
import { arrangementNames } from '../names/arrangements.js';
import { laid } from '../names/laid-roles.js';
import { type NameRole, nameRoles } from '../record.js';
import { lostTo, oddsOfRelative, relativePriors } from '../relative-evidence.js';
import { AskedName, WordList } from './asked-name.js';
import type { AskedWords } from './asked-words.js';
import { type Columns, type NameColumn, namesNow, partsNow } from './column-data.js';
import type { FieldTables } from './field-tables.js';
import type { KnownWords } from './known-words.js';
import { LaidRow } from './laid-row.js';
import type { SpellingFacts } from './spelling-facts.js';

const given = nameRoles.indexOf('given');
const family = nameRoles.indexOf('family');
const asWritten = arrangementNames.indexOf('as_written');

/** The names of the record that asks; of its mother's name also the given and the family name alone (comparisons/mother.ts). */
export interface AskedNames {
  own: AskedName[];
  mother: { whole: AskedName; given: AskedName; family: AskedName } | null;
  words: WordList;
}

export function askedNames({ names, mother }: CompiledRecord, kept: KnownWords): AskedNames {
  const words = new WordList(kept);
  const own = names.map((name) => new AskedName(name, name.parts, words));
  const only = (role: NameRole) =>
    new AskedName(
      mother!,
      mother!.parts.filter((part) => part.role === role),
      words,
    );
  return {
    own,
    mother: mother && {
      whole: new AskedName(mother, mother.parts, words),
      given: only('given'),
      family: only('family'),
    },
    words,
  };
}

/** The match weight of the record that asks and one row: that of compareRecords to the last bit, from tables and without making anything. */
export class RowWeigher {
  private asked: AskedNames | null = null;
  private names: NameColumn;
  private mothers: NameColumn;
  private readonly row: LaidRow;
  private readonly lines: LaidWeights;
  private readonly prior: number;
  private readonly priors: Int32Array;
  /** What is the same whichever names are compared, and with one pair of names. */
  private readonly beside = new Int32Array(sumsWidth);
  private readonly sums = new Int32Array(sumsWidth);

  constructor(
    private readonly columns: Columns,
    private readonly fields: FieldTables,
    facts: SpellingFacts,
    words: AskedWords,
    model: Model,
  ) {
    this.names = namesNow(columns.names);
    this.mothers = namesNow(columns.mothers);
    this.row = new LaidRow(partsNow(columns.parts), columns.spellings, facts, words);
    this.lines = new LaidWeights(model);
    this.prior = inHundredths(model.priorWeight);
    this.priors = relativePriors(model);
  }

  ask(asked: AskedNames): void {
    this.asked = asked;
    this.names = namesNow(this.columns.names);
    this.mothers = namesNow(this.columns.mothers);
    this.row.parts = partsNow(this.columns.parts);
  }

  /** Match weight in hundredths of a bit. */
  weigh(row: number): number {
    const { beside, sums, lines } = this;
    const { own } = this.asked!;
    beside.fill(0);
    this.fields.addTo(beside, row);
    this.addMother(row);
    const { names } = this;
    const [from, to] = [names.first[row]!, names.first[row + 1]!];
    if (own.length === 0 || from === to) return this.total(beside);
    let best = Number.NEGATIVE_INFINITY;
    for (let mine = 0; mine < own.length; mine++) {
      for (let name = from; name < to; name++) {
        sums.set(beside);
        if (this.row.lay(own[mine]!, names, name)) lines.addName(sums, this.row.x, this.row.y);
        else lines.addArrangement(sums, asWritten, own[mine]!.side.told && names.told[name] === 1);
        best = Math.max(best, this.total(sums));
      }
    }
    return best;
  }

  private addMother(row: number): void {
    const { lines, beside } = this;
    const { mother } = this.asked!;
    const { mothers } = this;
    const name = mothers.first[row]!;
    if (!mother || name === mothers.first[row + 1]! || !this.row.lay(mother.whole, mothers, name)) return;
    if (laid.givenMet) {
      lines.addMotherGiven(beside, this.row.x, this.row.y);
      lines.addMotherFamily(beside, this.row.x, this.row.y);
      return;
    }
    if (this.row.lay(mother.given, mothers, name, given)) lines.addMotherGiven(beside, this.row.x, this.row.y);
    if (this.row.lay(mother.family, mothers, name, family)) lines.addMotherFamily(beside, this.row.x, this.row.y);
  }

  private total(sums: Int32Array): number {
    return this.prior + sums[0]! + lostTo(oddsOfRelative(sums[1]!, sums[2]!, sums[3]!, this.priors));
  }
}
