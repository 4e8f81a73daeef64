import { randomUUID } from 'node:crypto';
import { type NameParse, normaliserVersion, parseName, scriptOf } from '../matching/index.js';
import type { NameParts, PersonName } from '../matching/record.js';
import type { NameOrigin, PersonNameRow } from './person-name.entity.js';

/** A name as somebody gave it: in one piece, in parts, or both. At least one is present. */
export interface WrittenName extends NameParts {
  full?: string;
}

/** What is kept as the name's raw form: the whole where one was given, else its parts in the Syrian order. */
export function toWrittenPersonName(name: WrittenName): PersonName {
  const { full, given, father, grandfather, family } = name;
  const parts = Object.fromEntries(
    Object.entries({ given, father, grandfather, family }).filter(([, text]) => text),
  ) as NameParts;
  const raw = full ?? [given, father, grandfather, family].filter(Boolean).join(' ');
  return Object.keys(parts).length > 0 ? { raw, parts } : { raw };
}

const read = new WeakMap<PersonName, NameParse[]>();

/** How a name is read, best reading first; worked out once for one and the same name, however many ask. It must not be changed afterwards. */
export function readingsOf(name: PersonName): NameParse[] {
  const known = read.get(name);
  if (known) return known;
  const readings = parseName(name);
  read.set(name, readings);
  return readings;
}

/** One row for each written form, with its readings. Nothing of the raw text is changed. */
export function nameRows(
  owner: { organisationId: string } & ({ reportId: string } | { detentionRecordId: string }),
  person: 'sought' | 'mother',
  names: PersonName[],
  origin: NameOrigin,
): PersonNameRow[] {
  return names.map((name, position) => ({
    id: randomUUID(),
    organisationId: owner.organisationId,
    reportId: 'reportId' in owner ? owner.reportId : null,
    detentionRecordId: 'detentionRecordId' in owner ? owner.detentionRecordId : null,
    person,
    position,
    raw: name.raw,
    givenRaw: name.parts?.given ?? null,
    fatherRaw: name.parts?.father ?? null,
    grandfatherRaw: name.parts?.grandfather ?? null,
    familyRaw: name.parts?.family ?? null,
    script: scriptOf(name.raw),
    origin,
    parses: readingsOf(name),
    normaliserVersion,
  }));
}
