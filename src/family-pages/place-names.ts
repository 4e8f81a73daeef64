import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FamilyLanguage } from '../family-languages.js';
import { normaliseText } from '../matching/index.js';
import { Place } from '../places/place.entity.js';
import type { Option } from './fields.js';
import { kept } from './kept.js';

interface Named {
  ar: string;
  en: string;
}

interface Offered extends Named {
  /** As typed texts are folded: what somebody begins to write is looked for at the beginning of these. */
  folded: string[];
}

/** Names of places in the order in which they are offered: towns first named by fewer letters. */
const mostOffered = 8;
/** Fewer letters begin the name of every other place. */
const fewestLetters = 2;

/** In Arabic script for who reads it; the gazetteer has no other names than Arabic and English ones. */
const nameFor = (language: FamilyLanguage, { ar, en }: Named) => (language === 'ar' || language === 'ckb' ? ar : en);

/** The names of the gazetteer, for choosing a governorate and as offers while a place is typed. Read once a process. */
@Injectable()
export class PlaceNames {
  private loading: Promise<{ governoratesIn: (language: FamilyLanguage) => Option[]; offered: Offered[] }> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** What is stored is the Arabic name, whatever the language of the page: it stays the same when that changes. */
  async governorates(language: FamilyLanguage): Promise<Option[]> {
    const { governoratesIn } = await this.load();
    return governoratesIn(language);
  }

  /** @returns names with their governorate that begin with what was typed, in either script */
  async beginningWith(typed: string, language: FamilyLanguage): Promise<string[]> {
    const beginning = normaliseText(typed);
    if ([...beginning].length < fewestLetters) return [];
    const { offered } = await this.load();
    const found = offered.filter(({ folded }) => folded.some((name) => name.startsWith(beginning)));
    return [...new Set(found.slice(0, 4 * mostOffered).map((place) => nameFor(language, place)))].slice(0, mostOffered);
  }

  private load() {
    this.loading ??= this.read().catch((error) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  private async read() {
    const places = await this.dataSource.getRepository(Place).find({ order: { pcode: 'ASC' } });
    const byCode = new Map(places.map((place) => [place.pcode, place]));
    const named = ({ nameAr, nameEn }: Place): Named => ({ ar: nameAr || nameEn, en: nameEn || nameAr || '' });
    const governorateOf = (place: Place): Place => {
      const wider = place.parent === null ? undefined : byCode.get(place.parent);
      return wider ? governorateOf(wider) : place;
    };
    const offered = places
      .filter(({ level }) => level === 'community' || level === 'neighbourhood')
      .map((place) => {
        const [own, wide] = [named(place), named(governorateOf(place))];
        return {
          ar: `${own.ar}، ${wide.ar}`,
          en: `${own.en}, ${wide.en}`,
          folded: [own.ar, own.en, ...place.aliases].map((name) => normaliseText(name)),
        };
      })
      .sort((a, b) => a.folded[0].length - b.folded[0].length);
    const governorates = places.filter(({ level }) => level === 'governorate').map(named);
    const governoratesIn = kept((language: FamilyLanguage): Option[] => {
      const collator = new Intl.Collator(language);
      return governorates
        .map((place) => ({ value: place.ar, label: nameFor(language, place) }))
        .sort((a, b) => collator.compare(a.label, b.label));
    });
    return { governoratesIn, offered };
  }
}
