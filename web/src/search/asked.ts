import type { NameSearchAsked } from '../api/types.js';
import { type Fault } from '../forms/faults.js';
import { faultAt } from '../forms/read-form.js';

/** What stands in the fields of the form. */
export type SearchFields = Record<
  'name' | 'name_other' | 'kind' | 'birth_from' | 'birth_to' | 'event_from' | 'event_to' | 'place' | 'list_id',
  string
>;

const digits = (text: string) =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

/** Four digits, Western, Arabic-Indic or Persian; null when something else stands there. */
function yearIn(text: string): string | null {
  const year = digits(text.trim());
  return /^(18|19|20)\d\d$/.test(year) ? year : null;
}

const years = ['birth_from', 'birth_to', 'event_from', 'event_to'] as const;

/** What is to be sent, or what has to be mended before. Only what was filled in is sent. */
export function askedBy(fields: SearchFields): { asked: NameSearchAsked } | { faults: Fault[] } {
  const names = [fields.name, fields.name_other].map((name) => name.trim().replace(/\s+/g, ' ')).filter(Boolean);
  const faults: Fault[] = [];
  if (!names.some((name) => /\p{L}/u.test(name))) faults.push(faultAt('name', 'search.name_missing'));
  for (const field of years)
    if (fields[field].trim() && !yearIn(fields[field])) faults.push(faultAt(field, 'search.year_wrong'));
  for (const of of ['birth', 'event'] as const) {
    const [from, to] = [yearIn(fields[`${of}_from`]), yearIn(fields[`${of}_to`])];
    if (from && to && from > to) faults.push(faultAt(`${of}_to`, 'search.years_turned'));
  }
  if (faults.length > 0) return { faults };
  const place = fields.place.trim();
  const asked: NameSearchAsked = { names };
  if (fields.kind === 'report' || fields.kind === 'detention_record') asked.kind = fields.kind;
  for (const field of years) {
    const year = yearIn(fields[field]);
    if (year) asked[field] = field.endsWith('_from') ? `${year}-01-01` : `${year}-12-31`;
  }
  if (place) asked.place = place;
  if (fields.list_id) asked.list_id = fields.list_id;
  return { asked };
}

/** The fields again, for whoever comes back to a search. */
export function fieldsOf(asked: NameSearchAsked | undefined): SearchFields {
  const year = (day: string | undefined) => day?.slice(0, 4) ?? '';
  return {
    name: asked?.names[0] ?? '',
    name_other: asked?.names[1] ?? '',
    kind: asked?.kind ?? '',
    birth_from: year(asked?.birth_from),
    birth_to: year(asked?.birth_to),
    event_from: year(asked?.event_from),
    event_to: year(asked?.event_to),
    place: asked?.place ?? '',
    list_id: asked?.list_id ?? '',
  };
}

export const hasFilters = ({ names: _, ...filters }: NameSearchAsked) => Object.keys(filters).length > 0;
