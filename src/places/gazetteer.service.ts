import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createGazetteer, type Gazetteer, type GazetteerRows } from '../matching/index.js';
import { Facility, Place } from './place.entity.js';
import { remembering } from './remembering-gazetteer.js';

/** The gazetteer as Postgres holds it, built into look-up tables once a process. A new edition is picked up at the next start. */
@Injectable()
export class GazetteerService {
  private loading: Promise<Gazetteer> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  load(): Promise<Gazetteer> {
    this.loading ??= this.build().catch((error) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  private async build(): Promise<Gazetteer> {
    const places = await this.dataSource.getRepository(Place).find({ order: { pcode: 'ASC' } });
    const facilities = await this.dataSource.getRepository(Facility).find({ order: { id: 'ASC' } });
    return remembering(createGazetteer(gazetteerRows(places, facilities)));
  }
}

const administrative: Partial<Record<Place['level'], string>> = { governorate: '1', district: '2', subdistrict: '3' };

function gazetteerRows(places: Place[], facilities: Facility[]): GazetteerRows {
  const parentOf = new Map(places.map((place) => [place.pcode, place.parent ?? '']));
  const named = (place: Place) => ({ pcode: place.pcode, name_en: place.nameEn, name_ar: place.nameAr ?? '' });
  const at = (code: string) => parentOf.get(code) ?? '';
  return {
    admin: places
      .filter((place) => administrative[place.level])
      .map((place) => ({
        ...named(place),
        level: administrative[place.level] ?? '',
        parent: place.parent ?? '',
        alt_names: place.aliases.join('|'),
      })),
    communities: places
      .filter((place) => place.level === 'community')
      .map((place) => ({
        ...named(place),
        alt_names: place.aliases.join('|'),
        admin3: at(place.pcode),
        admin2: at(at(place.pcode)),
        admin1: at(at(at(place.pcode))),
      })),
    neighbourhoods: places
      .filter((place) => place.level === 'neighbourhood')
      .map((place) => ({ ...named(place), city: place.parent ?? '' })),
    facilities: facilities.map((facility) => ({
      id: facility.id,
      name_en: facility.nameEn,
      name_ar: facility.nameAr,
      aliases: facility.aliases.join(';'),
      type: facility.type,
      body: facility.body ?? '',
      admin1: facility.governorate ?? '',
      near_community: facility.nearCommunity ?? '',
    })),
  };
}
