import { type Facility, writePlace } from '../places.js';
import { mistype } from '../typos.js';
import { nationalNumber, phone } from './clean-row.js';
import type { DirtyColumn } from './columns.js';
import type { DirtyCell, Draft } from './draft.js';
import type { Desk, Spoiler } from './spoiler.js';

const mayBeUnknown: DirtyColumn['field'][] = [
  'mother_name',
  'sex',
  'birth_date',
  'event_date',
  'governorate',
  'facility',
];

/** Of rows as they stand in the file: places, numbers, notes. */
export const valueSpoilers: Spoiler[] = [
  {
    name: 'unknown_word',
    share: 0.08,
    spoil: (row, desk) => desk.put(row, desk.at(desk.random.pick(mayBeUnknown)), desk.word('unknown_word', row)),
  },
  {
    name: 'status_mixed',
    share: 0.4,
    spoil: (row, desk) => desk.put(row, desk.at('status'), desk.word('status', row)),
  },
  {
    name: 'contact_in_notes',
    share: 0.03,
    spoil: (row, desk) =>
      desk.put(
        row,
        desk.at('notes'),
        desk.word('contact_note', row).replace('{0}', phone(row.clerk.script, desk.random)),
      ),
  },
  {
    name: 'bank_in_notes',
    share: 0.01,
    spoil: (row, desk) => desk.put(row, desk.at('notes'), desk.word('bank_note', row)),
  },
  {
    name: 'formula',
    share: 0.01,
    spoil: (row, desk) => desk.put(row, desk.at('notes'), { formula: desk.word('formula', row), result: '2' }),
  },
  {
    name: 'line_break',
    share: 0.02,
    spoil: (row, desk) =>
      desk.put(row, desk.at('notes'), desk.word('cell_note', row).replaceAll('{quote}', '"').replaceAll('\\n', '\n')),
  },
  {
    name: 'facility_alias',
    share: 0.06,
    spoil: (row, desk) => {
      const { arabic, english, otherArabic, otherLatin } = aFacility(row, desk);
      const others = row.clerk.script === 'ar' ? otherArabic : otherLatin;
      const alias = others.find((name) => name !== arabic && name !== english);
      return alias !== undefined && desk.put(row, desk.at('facility'), alias);
    },
  },
  {
    name: 'facility_near_miss',
    share: 0.03,
    spoil: (row, desk) => {
      const name = writePlace(aFacility(row, desk), row.clerk.script === 'ar' ? 'Arab' : 'Latn', desk.random);
      const words = name.split(' ');
      const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
      const missed = words.map((word) => (word === longest ? mistype(word, desk.random) : word)).join(' ');
      return missed !== name && desk.put(row, desk.at('facility'), missed);
    },
  },
  {
    name: 'number_as_float',
    share: 0.02,
    spoil: (row, desk) => {
      const digits = nationalNumber(desk.random).replace(/^0+/, '');
      const floats: DirtyCell[] = [
        { number: digits },
        `${digits}.0`,
        `${digits[0]}.${digits.slice(1, 6)}E+${digits.length - 1}`,
        digits.replace(/\B(?=(\d{3})+$)/g, ','),
      ];
      return desk.put(row, desk.at('national_number'), desk.random.pick(floats));
    },
  },
  {
    name: 'governorate_code',
    share: 0.01,
    spoil: (row, desk) => desk.put(row, desk.at('governorate'), desk.word('governorate_code', row)),
  },
];

const aFacility = ({ happening: { place } }: Draft, { places, random }: Desk): Facility =>
  places.drawFacility(place.governorate, ['prison', 'branch', 'hospital'], random);
