import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { projectRoot } from './project-root.js';

type Row = Record<string, string>;

/** Rows of one table of data/gazetteer, by heading. Format and licences: data/README.md. */
export function readGazetteerTable(name: string): Row[] {
  const lines = readFileSync(join(projectRoot, 'data', 'gazetteer', `${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n');
  const headings = lines[0].split('\t');
  return lines.slice(1).map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? '']));
  });
}

const administrativeLevels = ['governorate', 'district', 'subdistrict'];
const number = (text: string) => (text === '' ? null : Number(text));
const list = (text: string, separator: string) => (text === '' ? [] : text.split(separator).map((item) => item.trim()));

/**
 * Upserts governorates, districts, subdistricts, communities, neighbourhoods and places of detention.
 * Runs with every migration, changes nothing when nothing changed, and never removes a place: old records may point at it.
 */
export async function loadReferenceData(dataSource: DataSource): Promise<void> {
  const otherNames = new Map<string, string[]>();
  for (const { place, name } of readGazetteerTable('other-names')) {
    otherNames.set(place, [...(otherNames.get(place) ?? []), name]);
  }
  const administrative = readGazetteerTable('admin').map((row) => ({
    pcode: row.pcode,
    level: administrativeLevels[Number(row.level) - 1],
    parent: row.parent || null,
    name_en: row.name_en,
    name_ar: row.name_ar || null,
    aliases: [...list(row.alt_names, '|'), ...(otherNames.get(row.pcode) ?? [])],
    latitude: number(row.lat),
    longitude: number(row.lon),
  }));
  const communities = readGazetteerTable('communities').map((row) => ({
    pcode: row.pcode,
    level: 'community',
    parent: row.admin3,
    name_en: row.name_en,
    name_ar: row.name_ar || null,
    aliases: otherNames.get(row.pcode) ?? [],
    latitude: number(row.lat),
    longitude: number(row.lon),
  }));
  const neighbourhoods = readGazetteerTable('neighbourhoods.damascus').map((row) => ({
    pcode: row.pcode,
    level: 'neighbourhood',
    parent: row.city,
    name_en: row.name_en,
    name_ar: row.name_ar || null,
    aliases: [],
    latitude: number(row.lat),
    longitude: number(row.lon),
  }));
  const facilities = readGazetteerTable('facilities').map((row) => ({
    id: row.id,
    name_en: row.name_en,
    name_ar: row.name_ar,
    aliases: [...list(row.aliases, ';'), ...(otherNames.get(row.id) ?? [])],
    type: row.type,
    body: row.body || null,
    governorate: row.admin1 || null,
    near_community: row.near_community || null,
    latitude: number(row.lat),
    longitude: number(row.lon),
    coordinate_precision: row.precision || null,
    note: row.note || null,
  }));

  await dataSource.transaction(async (manager) => {
    // Parents first: a subdistrict may only be stored under a district that is.
    for (const level of administrativeLevels) {
      await manager.query(upsertPlaces, [JSON.stringify(administrative.filter((place) => place.level === level))]);
    }
    await manager.query(upsertPlaces, [JSON.stringify(communities)]);
    await manager.query(upsertPlaces, [JSON.stringify(neighbourhoods)]);
    await manager.query(upsertFacilities, [JSON.stringify(facilities)]);
  });
}

const upsertPlaces = `
  insert into places (pcode, level, parent, name_en, name_ar, aliases, latitude, longitude)
  select pcode, level, parent, name_en, name_ar, aliases, latitude, longitude
  from jsonb_to_recordset($1::jsonb) as row(pcode text, level text, parent text, name_en text, name_ar text, aliases text[],
    latitude double precision, longitude double precision)
  on conflict (pcode) do update set
    level = excluded.level, parent = excluded.parent, name_en = excluded.name_en, name_ar = excluded.name_ar,
    aliases = excluded.aliases, latitude = excluded.latitude, longitude = excluded.longitude
  where (places.level, places.parent, places.name_en, places.name_ar, places.aliases, places.latitude, places.longitude)
    is distinct from (excluded.level, excluded.parent, excluded.name_en, excluded.name_ar, excluded.aliases, excluded.latitude, excluded.longitude)`;

const upsertFacilities = `
  insert into facilities (id, name_en, name_ar, aliases, type, body, governorate, near_community, latitude, longitude, coordinate_precision, note)
  select id, name_en, name_ar, aliases, type, body, governorate, near_community, latitude, longitude, coordinate_precision, note
  from jsonb_to_recordset($1::jsonb) as row(id text, name_en text, name_ar text, aliases text[], type text, body text, governorate text,
    near_community text, latitude double precision, longitude double precision, coordinate_precision text, note text)
  on conflict (id) do update set
    name_en = excluded.name_en, name_ar = excluded.name_ar, aliases = excluded.aliases, type = excluded.type, body = excluded.body,
    governorate = excluded.governorate, near_community = excluded.near_community, latitude = excluded.latitude,
    longitude = excluded.longitude, coordinate_precision = excluded.coordinate_precision, note = excluded.note
  where (facilities.name_en, facilities.name_ar, facilities.aliases, facilities.type, facilities.body, facilities.governorate,
      facilities.near_community, facilities.latitude, facilities.longitude, facilities.coordinate_precision, facilities.note)
    is distinct from (excluded.name_en, excluded.name_ar, excluded.aliases, excluded.type, excluded.body, excluded.governorate,
      excluded.near_community, excluded.latitude, excluded.longitude, excluded.coordinate_precision, excluded.note)`;
