import type { TakenPerson } from './custody.js';
import { kunyaOf, type Person } from './families.js';
import { noisy } from './habits.js';
import type { LatinStyle } from './latin-spelling.js';
import { type Community, type Places, writePlace } from './places.js';
import { Random, WeightedDraw } from './random.js';
import { type Language, wordsOf } from './words.js';
import { writeBirth } from './write-birth.js';
import { confuseParts, maybeDropArticle, type NameInParts, type Scribe, writeNamePart } from './write-name.js';
import { homeAtTheTime } from './write-record.js';
import { civilDate, type DateStyle, type DateWriter, writeDay, writeMonth, writeYear } from './written-dates.js';

export interface SoughtName extends NameInParts {
  full?: string;
}

/** The body of POST /v1/reports. Dates and places as the family wrote them. */
export interface ReportBody {
  sought: {
    names: SoughtName[];
    mother_name?: string;
    sex?: 'male' | 'female';
    birth?: string;
    birth_place?: string;
    home?: string;
  };
  disappearance: {
    date?: string;
    place?: string;
    governorate?: string;
    believed_facility?: string;
    circumstances?: string;
  };
  reporter: {
    relationship: 'mother' | 'father' | 'spouse' | 'sibling' | 'child' | 'other_relative' | 'other';
    language: Language;
    filing_mode: 'named' | 'pseudonymous' | 'through_organisation';
    name?: string;
    contacts?: { kind: 'phone'; value: string; safe_times: string }[];
  };
  consent: { search: boolean; partners: boolean; contact: boolean; form_version: string };
}

/** Share of reports in Latin letters, and how those are spelled (matching.md section 6). */
export const latinReportShare = 0.28;
const latinStyles = new WeightedDraw<LatinStyle>([
  ['english', 55],
  ['french', 17],
  ['german', 8],
  ['turkish', 7],
  ['scholarly', 13],
]);
const languageOf: Record<'arabic' | LatinStyle, Language> = {
  arabic: 'ar',
  english: 'en',
  french: 'fr',
  german: 'de',
  turkish: 'tr',
  scholarly: 'en',
};
const dateStylesOf: Record<Language, DateStyle[]> = {
  ar: ['dmy_slash', 'dmy_slash', 'month_name', 'ymd_slash'],
  en: ['iso', 'day_month_name', 'dmy_slash'],
  fr: ['dmy_slash', 'month_name'],
  de: ['dmy_dot'],
  tr: ['dmy_dot', 'month_name'],
};

/** A family knows more than a clerk: shares of reports that leave the value out, or have the fault. */
const missing = {
  father: 0.02,
  grandfather: 0.45,
  family: 0.01,
  mother: 0.1,
  sex: 0.03,
  birth: 0.08,
  date: 0.04,
  governorate: 0.1,
};
const oneCellShare = 0.4;
const secondScriptShare = 0.08;
const kunyaShare = 0.06;
const partsConfusedShare = 0.01;
const typoShare = 0.03;
const wrongPlaceShare = 0.05;
const wrongDayShare = 0.12;
const believedFacilityShare = 0.25;

export class ReportWriter {
  private readonly relationships = new WeightedDraw<ReportBody['reporter']['relationship']>([
    ['mother', 30],
    ['father', 18],
    ['spouse', 16],
    ['sibling', 22],
    ['child', 5],
    ['other_relative', 7],
    ['other', 2],
  ]);

  constructor(
    private readonly places: Places,
    private readonly random: Random,
    private readonly count: (event: string) => void,
    private readonly noise: number,
  ) {}

  /** What a family tells about a person taken. The narrative carries the mark of invented reports. */
  write({ person, disappearance }: TakenPerson): ReportBody {
    const { random } = this;
    const style = random.chance(latinReportShare) ? latinStyles.draw(random) : 'arabic';
    const scribe = this.scribe(style);
    const language = languageOf[style];
    const dates = this.dateWriter(language);
    const names = [this.name(person, scribe)];
    if (style === 'arabic' && random.chance(secondScriptShare))
      names.push(this.name(person, this.scribe(latinStyles.draw(random))));
    const kunya = kunyaOf(person);
    if (kunya && random.chance(kunyaShare)) names.push({ full: writeNamePart(kunya, scribe, random, () => undefined) });
    const body: ReportBody = {
      sought: { names },
      disappearance: this.disappearance(disappearance, language, dates),
      reporter: this.reporter(style, language),
      consent: { search: true, partners: random.chance(0.7), contact: random.chance(0.85), form_version: '2026-01' },
    };
    if (!random.chance(this.rate(missing.sex))) body.sought.sex = person.sex;
    if (!random.chance(this.rate(missing.mother))) body.sought.mother_name = this.mothersName(person, scribe);
    if (!random.chance(this.rate(missing.birth))) {
      body.sought.birth = writeBirth(
        person.birthDay,
        dates,
        random,
        (event) => this.count(`report_${event}`),
        this.noise,
      );
    }
    if (random.chance(0.6))
      body.sought.birth_place = writePlace(person.home, language === 'ar' ? 'Arab' : 'Latn', random);
    // By a draw of its own: the rest of the report does not depend on it.
    const ofHome = new Random(person.birthDay * 100_003);
    if (ofHome.chance(0.4)) {
      const home = homeAtTheTime(person, this.places, ofHome);
      body.sought.home = writePlace(home, language === 'ar' ? 'Arab' : 'Latn', ofHome);
    }
    return body;
  }

  private readonly countName = (event: string): void => this.count(`report_${event}`);

  private rate(share: number): number {
    return noisy(share, this.noise);
  }

  private scribe(style: 'arabic' | LatinStyle): Scribe {
    const { random } = this;
    const habits = {
      dropsHamza: random.pick([0, 0.5, 1]),
      hehForMarbuta: random.pick([0, 0, 0.5]),
      swapsFinalYeh: random.pick([0, 0, 0.2]),
      gluesNames: random.pick([0, 0.5]),
    };
    return {
      style,
      habits,
      letterCase: style !== 'arabic' && random.chance(0.05) ? 'upper' : 'as_is',
      typoShare: this.rate(typoShare),
    };
  }

  private dateWriter(language: Language): DateWriter {
    const digits = language === 'ar' && this.random.chance(0.35) ? 'arab' : 'latn';
    return { style: this.random.pick(dateStylesOf[language]), digits, language };
  }

  private name(person: Person, scribe: Scribe): SoughtName {
    const { random } = this;
    let name: NameInParts = { given: person.given };
    if (!random.chance(this.rate(missing.father))) name.father = person.father;
    if (!random.chance(this.rate(missing.grandfather))) name.grandfather = person.grandfather;
    if (!random.chance(this.rate(missing.family))) name.family = maybeDropArticle(person.family, random, this.noise);
    if (random.chance(this.rate(partsConfusedShare))) name = confuseParts(name, random) ?? name;
    const written: NameInParts = {};
    for (const part of ['given', 'father', 'grandfather', 'family'] as const) {
      const value = name[part];
      if (value === undefined) continue;
      written[part] = writeNamePart(value, scribe, random, this.countName);
    }
    return random.chance(oneCellShare) ? { full: Object.values(written).join(' ') } : written;
  }

  private mothersName(person: Person, scribe: Scribe): string {
    const part = (name: string): string => writeNamePart(name, scribe, this.random, this.countName);
    return this.random.chance(0.35) ? part(person.mother) : `${part(person.mother)} ${part(person.motherFamily)}`;
  }

  private disappearance(
    { day, place: truePlace }: { day: number; place: Community },
    language: Language,
    dates: DateWriter,
  ): ReportBody['disappearance'] {
    const { random, places } = this;
    const script = language === 'ar' ? 'Arab' : 'Latn';
    const place = random.chance(this.rate(wrongPlaceShare)) ? places.drawHome(random) : truePlace;
    const placeName = writePlace(place, script, random);
    const told: ReportBody['disappearance'] = { place: placeName };
    if (!random.chance(this.rate(missing.date))) told.date = this.date(day, dates);
    if (!random.chance(this.rate(missing.governorate))) {
      told.governorate = writePlace(places.administrative(place.governorate), script, random);
    }
    if (random.chance(believedFacilityShare)) {
      told.believed_facility = writePlace(
        places.drawFacility(place.governorate, ['prison', 'branch'], random),
        script,
        random,
      );
    }
    told.circumstances = random.pick(wordsOf('narrative', language)).replace('{place}', placeName);
    return told;
  }

  private date(day: number, writer: DateWriter): string {
    const { random } = this;
    const date = civilDate(random.chance(this.rate(wrongDayShare)) ? day + random.between(-4, 4) : day);
    const kind = random.next();
    if (kind < this.rate(0.06)) return writeYear(date.year, writer, random);
    return kind < this.rate(0.2) ? writeMonth(date, writer) : writeDay(date, writer, random);
  }

  private reporter(style: 'arabic' | LatinStyle, language: Language): ReportBody['reporter'] {
    const { random } = this;
    const throughOrganisation = style === 'scholarly' || random.chance(0.1);
    return {
      relationship: this.relationships.draw(random),
      language,
      filing_mode: throughOrganisation ? 'through_organisation' : random.chance(0.25) ? 'pseudonymous' : 'named',
    };
  }
}
