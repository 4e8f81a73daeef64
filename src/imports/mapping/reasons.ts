import { filledIn } from '../../partner-files/index.js';

/** Why a column is taken for what it is. Codes are stable, the sentences are for translation; facts are numbers, fields and known headings, never what a cell holds. */
export const mappingReasons = {
  'heading.exact': 'The heading is known for this.',
  'heading.words': 'The heading says this in other words.',
  'heading.part': 'Part of the heading says this: "{like}".',
  'heading.near': 'The heading is nearly "{like}".',
  'heading.vague': 'The heading may mean several things, and the values do not tell which.',
  'heading.vague_fits': 'The heading may mean several things; {percent} % of the values fit this one.',
  'heading.contact': 'The heading is about how to reach somebody, or about who told. Such columns are left out.',
  'heading.no_field': 'The heading is known, and there is no field for it. The column is kept with its row as written.',
  'heading.other_kind':
    'The heading is known, but lists of this kind have no such field. The column is kept as written.',
  'content.empty': 'The column is empty in the first rows.',
  'content.contact': '{percent} % of the values look like contact data (phone, e-mail, bank account); leave it out.',
  'content.sex': '{percent} % of the values are words for a sex.',
  'content.dates': '{percent} % of the values look like dates.',
  'content.dates_hijri': '{percent} % of the values look like dates, mostly Hijri.',
  'content.ages': '{percent} % of the values look like ages.',
  'content.running': 'The values are numbers that count up row by row.',
  'content.eleven_digits': '{percent} % of the values have as many digits as a national number.',
  'content.ids': 'Each value is another one, and they have numbers in them.',
  'content.events': '{percent} % of the values are words for an event, such as an arrest or a transfer.',
  'content.statuses': '{percent} % of the values say what became of a person.',
  'content.facilities': '{percent} % of the values are known places of detention.',
  'content.governorates': '{percent} % of the values are names of governorates.',
  'content.places': '{percent} % of the values are known places.',
  'content.full_names': '{percent} % of the values look like names of several words.',
  'content.names': '{percent} % of the values look like single names.',
  'content.family_names': '{percent} % of the values look like family names.',
  'content.long_text': 'The values are long texts.',
  'content.nothing':
    'Neither the heading nor the values tell what this is. The column is kept with its row as written.',
  'contradicts.few_dates': 'The heading means a date, but only {percent} % of the values look like one.',
  'contradicts.few_ages': 'The heading means an age, but only {percent} % of the values look like one.',
  'contradicts.few_sex_words': 'The heading means a sex, but only {percent} % of the values are words for one.',
  'contradicts.few_words': 'The heading means a name, but only {percent} % of the values are words.',
  'contradicts.few_numbers': 'The heading means a number, but only {percent} % of the values have one.',
  'contradicts.dates': 'The heading means something else, but {percent} % of the values look like dates.',
  'contradicts.sex_words': 'The heading means something else, but {percent} % of the values are words for a sex.',
  'contradicts.contact': 'The heading means something else, but {percent} % of the values look like contact data.',
  'field.taken': 'Column {column} fits this field better, and the field is given once.',
  'field.alike': 'Column {column} looks the same, and the headings do not tell which is meant; neither is taken.',
  'mapping.remembered': 'It meant this when the list was sent before.',
  'date.order_seen': 'At least one value can only be read in this order, and none against it.',
  'date.order_mixed': 'Some values can only be read day first, others only month first.',
  'date.order_undecided': 'The values can be read both ways. Until somebody says which, both readings are kept.',
  'date.order_not_needed': 'No value looked at can be read both ways.',
  'date.order_chosen': 'It was chosen when the list was sent before.',
} as const;

export type MappingReasonCode = keyof typeof mappingReasons;

export interface MappingReason {
  code: MappingReasonCode;
  facts: Record<string, string | number>;
  /** English; for other languages translate the code and fill in the facts. */
  sentence: string;
}

export const because = (code: MappingReasonCode, facts: MappingReason['facts'] = {}): MappingReason => ({
  code,
  facts,
  sentence: filledIn(mappingReasons[code], facts),
});

export const inPercent = (share: number): number => Math.floor(100 * share);
