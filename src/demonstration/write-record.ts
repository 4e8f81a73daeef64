import type { TakenPerson } from './custody.js';
import { kunyaOf, type Person } from './families.js';
import { noisy } from './habits.js';
import type { Community, Places } from './places.js';
import { writePlace } from './places.js';
import { Random, WeightedDraw } from './random.js';
import type { DetentionColumn, SourceStyle } from './sources.js';
import { wordsOf } from './words.js';
import { writeBirth } from './write-birth.js';
import {
  confuseParts,
  maybeDropArticle,
  type NameInParts,
  partSwapShare,
  type Scribe,
  writeNamePart,
} from './write-name.js';
import { civilDate, type DateWriter, dayOf, writeDay, writeMonth, writeYear } from './written-dates.js';

/** A person about to be written into a source, with the day and type of the event the row will record. */
export interface Sighting {
  person: Person;
  source: SourceStyle;
  eventType: string;
  /** Days since 1970-01-01. */
  eventDay: number;
  place: Community;
}

export type Cells = Partial<Record<DetentionColumn, string>>;

/** Share of all records without the value (matching.md section 6); sources without the column count towards it. */
export const missingShare = {
  father_name: 0.16,
  grandfather_name: 0.75,
  family_name: 0.08,
  mother_name: 0.55,
  birth_date: 0.12,
  event_date: 0.2,
  governorate: 0.25,
} as const;
type Measured = keyof typeof missingShare;

const typoShare = 0.05;
const wrongPlaceShare = 0.05;
const titleShare = 0.025;
const fateWordShare = 0.008;
const kunyaShare = 0.015;
const kunyaInHijriSourceShare = 0.15;
const bothScriptsShare = 0.04;
/** A clerk who writes "male" down the whole column. */
const wrongSexShare = 0.01;
/** Of rows about a later event: how many speak of a place that the person was moved to, and how many of those moved to the capital or its countryside. */
const movedShare = 0.4;
const movedToCapitalShare = 0.7;
const capital = ['SY01', 'SY03'];
const earlierArrestShare = 0.02;
const noteShare = 0.12;
const lastEventDay = dayOf(2020, 12, 31);
const longestLagDays = 900;

export class RecordWriter {
  private readonly sourceDraw: WeightedDraw<SourceStyle>;
  private readonly blankShare = new Map<string, number>();

  constructor(
    sources: readonly SourceStyle[],
    private readonly places: Places,
    private readonly random: Random,
    private readonly count: (event: string) => void,
    private readonly noise: number,
  ) {
    this.sourceDraw = new WeightedDraw(sources.map((source) => [source, source.share] as const));
    for (const column of Object.keys(missingShare) as Measured[]) {
      const absent = sources
        .filter((source) => !canHold(source, column))
        .reduce((sum, source) => sum + source.share, 0);
      this.blankShare.set(column, noisy(Math.max(0, (missingShare[column] - absent) / (1 - absent)), noise));
    }
  }

  /** The records that will speak of a person: an arrest or intake soon after the disappearance, then up to 900 days of moves. */
  sightingsOf({ person, disappearance, recordCount }: TakenPerson): Sighting[] {
    const used = new Set<SourceStyle>();
    return Array.from({ length: recordCount }, (_, index) => {
      let source = this.sourceDraw.draw(this.random);
      if (used.has(source)) source = this.sourceDraw.draw(this.random); // the same list twice is rarer, not impossible
      used.add(source);
      const eventType = source.eventTypes.draw(this.random);
      const later = index > 0 || eventType === 'transfer';
      const eventDay = Math.min(lastEventDay, disappearance.day + this.lagDays(later));
      const place = later && this.random.chance(movedShare) ? this.movedTo() : disappearance.place;
      return { person, source, eventType, eventDay: Math.max(dayOf(2011, 1, 1), eventDay), place };
    });
  }

  /** The cells of one row, in the source's script, layout and date style. Every row has some name. */
  write(sighting: Sighting): Cells {
    const { person, source, eventType, eventDay } = sighting;
    const { random } = this;
    const dates: DateWriter = {
      style: source.dateStyle,
      digits: source.digits,
      language: source.style === 'arabic' ? 'ar' : 'en',
    };
    const cells: Cells = { event_type: eventType };
    this.fillNames(cells, person, source);
    if (this.filled('mother_name', source)) cells.mother_name = this.mothersName(person, this.scribe(source));
    if (random.chance(0.9)) {
      const wrong = random.chance(noisy(wrongSexShare, this.noise));
      cells.sex = wordsOf(`sex_${wrong ? otherSex(person.sex) : person.sex}`, source.headings)[0];
    }
    if (this.filled('birth_date', source)) {
      cells.birth_date = writeBirth(
        person.birthDay,
        dates,
        random,
        (event) => this.count(`record_${event}`),
        this.noise,
      );
    }
    if (this.filled('event_date', source)) cells.event_date = this.eventDate(eventDay, dates);
    this.fillPlaces(cells, sighting);
    this.fillOrigin(cells, sighting);
    if (random.chance(noteShare)) cells.notes = this.note(person, source);
    for (const column of Object.keys(cells) as DetentionColumn[]) if (!source.columns.has(column)) delete cells[column];
    return cells;
  }

  private readonly countName = (event: string): void => this.count(`record_${event}`);

  /** Whether this row has the value: the source must have the column, and the clerk must have filled it in. */
  private filled(column: Measured, source: SourceStyle): boolean {
    return source.columns.has(column) && !this.blank(column);
  }

  private blank(column: Measured): boolean {
    return this.random.chance(this.blankShare.get(column)!);
  }

  private movedTo(): Community {
    const { random, places } = this;
    this.count('record_moved');
    const toCapital = random.chance(movedToCapitalShare);
    let place = places.drawHome(random);
    while (toCapital && !capital.includes(place.governorate)) place = places.drawHome(random);
    return place;
  }

  private lagDays(later: boolean): number {
    const { random } = this;
    if (random.chance(earlierArrestShare)) return -random.between(60, 700);
    if (later) return random.between(20, longestLagDays);
    const kind = random.next();
    if (kind < 0.62) return random.between(0, 5);
    return kind < 0.88 ? random.between(6, 95) : random.between(96, longestLagDays);
  }

  private scribe(source: SourceStyle): Scribe {
    const { style, habits, letterCase } = source;
    return { style, habits, letterCase, typoShare: noisy(typoShare, this.noise) * source.typoFactor };
  }

  private fillNames(cells: Cells, person: Person, source: SourceStyle): void {
    const { random } = this;
    let name: NameInParts = { given: person.given };
    if (!this.blank('father_name')) name.father = person.father;
    if (canHold(source, 'grandfather_name') && !this.blank('grandfather_name')) name.grandfather = person.grandfather;
    if (!this.blank('family_name')) name.family = maybeDropArticle(person.family, random, this.noise);
    for (const part of ['father', 'grandfather', 'family'] as const) if (!name[part]) this.count(`record_no_${part}`);
    const confused = random.chance(noisy(partSwapShare, this.noise)) ? confuseParts(name, random) : null;
    if (confused !== null) {
      this.count('record_parts_confused');
      name = confused;
    }
    const written = this.writeParts(name, this.scribe(source));
    if (written.given) written.given = this.withTitle(written.given, source);
    if (source.layout === 'full') cells.full_name = this.inOneCell(written, name, person, source);
    else {
      cells.given_name = written.given;
      if (written.father) cells.father_name = written.father;
      if (written.grandfather) cells.grandfather_name = written.grandfather;
      if (written.family) cells.family_name = written.family;
    }
  }

  private writeParts(name: NameInParts, scribe: Scribe): NameInParts {
    const written: NameInParts = {};
    for (const part of ['given', 'father', 'grandfather', 'family'] as const) {
      const value = name[part];
      if (value === undefined) continue;
      written[part] = writeNamePart(value, scribe, this.random, this.countName);
    }
    return written;
  }

  private inOneCell(inParts: NameInParts, name: NameInParts, person: Person, source: SourceStyle): string {
    const { random } = this;
    const parts = [inParts.given, inParts.father, inParts.grandfather, inParts.family].filter(
      (part) => part !== undefined,
    );
    let cell = parts.join(' ');
    const script = source.style === 'arabic' ? 'ar' : 'la';
    const kunya = kunyaOf(person);
    if (kunya && random.chance(source.dateStyle === 'hijri' ? kunyaInHijriSourceShare : kunyaShare)) {
      this.count('record_kunya');
      const written = writeNamePart(kunya, this.scribe(source), random, () => undefined);
      cell = random.pick(wordsOf('alias', script)).replace('{0}', cell).replace('{1}', written);
    } else if (source.style === 'french' && random.chance(bothScriptsShare)) {
      this.count('record_both_scripts');
      const arabic = Object.values(name).join(' ');
      cell = `${cell} / ${arabic}`;
    }
    return cell;
  }

  private withTitle(given: string, source: SourceStyle): string {
    const script = source.style === 'arabic' ? 'ar' : 'la';
    const kind = this.random.next();
    if (kind >= titleShare + fateWordShare) return given;
    this.count('record_titles');
    return `${this.random.pick(wordsOf(kind < titleShare ? 'title' : 'fate', script))} ${given}`;
  }

  private mothersName(person: Person, scribe: Scribe): string {
    const mother = writeNamePart(person.mother, scribe, this.random, this.countName);
    if (this.random.chance(0.5)) return mother;
    return `${mother} ${writeNamePart(person.motherFamily, scribe, this.random, this.countName)}`;
  }

  private eventDate(day: number, writer: DateWriter): string {
    const { random } = this;
    const date = civilDate(day);
    const kind = random.next();
    const [year, month] = [noisy(0.05, this.noise), noisy(0.13, this.noise)];
    if (kind < year) return writeYear(date.year, writer, random);
    if (kind < month && writer.style !== 'hijri') return writeMonth(date, writer);
    return writeDay(
      kind > 1 - noisy(0.03, this.noise) && date.day <= 12 ? { ...date, day: date.month, month: date.day } : date,
      writer,
      random,
    );
  }

  /** Where the person is from: what clerks most often add. */
  private note(person: Person, source: SourceStyle): string {
    const arabic = source.style === 'arabic';
    const home = writePlace(person.home, arabic ? 'Arab' : 'Latn', this.random);
    return this.random.pick(wordsOf('note', arabic ? 'ar' : 'en')).replace('{place}', home);
  }

  private fillPlaces(cells: Cells, { place: truePlace, source, eventType }: Sighting): void {
    const { random, places } = this;
    const script = source.style === 'arabic' ? 'Arab' : 'Latn';
    let place = truePlace;
    if (random.chance(noisy(wrongPlaceShare, this.noise))) {
      this.count('record_wrong_place');
      place = places.drawHome(random);
    }
    if (this.filled('governorate', source)) {
      cells.governorate = writePlace(places.administrative(place.governorate), script, random);
      if (random.chance(0.7)) cells.district = writePlace(places.administrative(place.district), script, random);
      if (random.chance(0.65)) cells.community = writePlace(place, script, random);
    }
    if (random.chance(0.75)) {
      const types = eventType === 'hospital' ? ['hospital'] : ['prison', 'branch', 'military police', 'unit'];
      cells.facility = writePlace(places.drawFacility(place.governorate, types, random), script, random);
    }
  }

  /** Place of birth and home, by a draw of their own: what the other columns hold does not depend on them. */
  private fillOrigin(cells: Cells, { person, source, eventDay }: Sighting): void {
    const random = new Random(person.birthDay * 100_003 + eventDay);
    const script = source.style === 'arabic' ? 'Arab' : 'Latn';
    const birthPlace = random.chance(wrongPlaceShare) ? this.places.drawHome(random) : person.home;
    if (random.chance(0.7)) cells.birth_place = writePlace(birthPlace, script, random);
    if (random.chance(0.5)) cells.home = writePlace(homeAtTheTime(person, this.places, random), script, random);
  }
}

/** Many families had moved before: within the district, or away. */
export function homeAtTheTime(person: Person, places: Places, random: Random): Community {
  const moved = random.next();
  if (moved < 0.8) return person.home;
  return moved < 0.92 ? places.drawNear(person.home, random) : places.drawHome(random);
}

/** Whether the source has room for the value: name parts may also stand in its one name cell. */
function canHold(source: SourceStyle, column: DetentionColumn): boolean {
  const isNamePart = ['father_name', 'grandfather_name', 'family_name'].includes(column);
  return source.columns.has(column) || (isNamePart && source.layout === 'full');
}

const otherSex = (sex: Person['sex']): Person['sex'] => (sex === 'male' ? 'female' : 'male');
