import { orderOfColumn, parseDate } from '../../matching/index.js';
import type { DateExample } from './column-guess.js';
import type { ImportField } from './import-fields.js';
import type { ColumnCalendar, ColumnMeaning, DateOrder } from './mapping.js';
import { because, type MappingReason } from './reasons.js';
import { plainDigits } from './value-shapes.js';

export interface DateColumn {
  date: { order: DateOrder; why: MappingReason; examples: DateExample[] };
  calendar: ColumnCalendar;
}

/** As DateOptions of the matching library want it. */
export const orderOption = (order: DateOrder | undefined): 'dmy' | 'mdy' | undefined =>
  order === 'day_first' ? 'dmy' : order === 'month_first' ? 'mdy' : undefined;

const examples = 3;
/** Enough to choose telling examples from. */
const mostRead = 40;
const mayBeBothWays = /^\s*(\d{1,2})\s?[/.\- ]\s?(\d{1,2})\s?[/.\- ]\s?\d{2,4}\b/;

/** @param texts different values of the column; @param chosen what was chosen for it before, if anything */
export function readDateColumn(field: ImportField, texts: string[], chosen?: ColumnMeaning): DateColumn {
  const { order, why } = chosen?.date_order
    ? { order: chosen.date_order, why: because('date.order_chosen') }
    : orderOf(texts);
  const of = field === 'birth_date' ? ('birth' as const) : ('event' as const);
  const telling = [...texts].sort((a, b) => rank(a) - rank(b)).slice(0, mostRead);
  const read = telling.map((raw) => ({ raw, date: parseDate(raw, { of, order: orderOption(order) }) }));
  const understood = read.filter(({ date }) => date.earliest !== null || date.latest !== null);
  const hijri = understood.filter(({ date }) => date.calendar !== 'gregorian').length;
  const guessed: ColumnCalendar = hijri === 0 ? 'gregorian' : hijri === understood.length ? 'hijri' : 'as_written';
  const calendar = chosen?.calendar ?? guessed;
  const shown = differing(read, ({ raw, date }) => `${rank(raw)} ${date.precision} ${date.calendar} ${date.qualifier}`);
  return {
    calendar,
    date: {
      order,
      why,
      examples: shown.slice(0, examples).map(({ raw, date }) => ({
        raw: raw.slice(0, 200),
        read_as:
          date.earliest === null && date.latest === null
            ? null
            : { earliest: date.earliest, latest: date.latest, precision: date.precision, calendar: date.calendar },
      })),
    },
  };
}

function orderOf(texts: string[]): { order: DateOrder; why: MappingReason } {
  const order = orderOfColumn(texts);
  if (order) return { order: order === 'dmy' ? 'day_first' : 'month_first', why: because('date.order_seen') };
  const ranks = new Set(texts.map(rank));
  if (ranks.has(1)) return { order: 'undecided', why: because('date.order_mixed') };
  return { order: 'undecided', why: because(ranks.has(0) ? 'date.order_undecided' : 'date.order_not_needed') };
}

/** 0: can be read both ways. 1: numbers of which only one can be the month. 2: all others. */
function rank(text: string): 0 | 1 | 2 {
  const parts = mayBeBothWays.exec(plainDigits(text));
  if (!parts) return 2;
  const [a, b] = [Number(parts[1]), Number(parts[2])];
  if (a === b && a <= 12) return 2;
  return a <= 12 && b <= 12 ? 0 : 1;
}

/** One of each kind first, in their order, then the others. */
function differing<T>(all: T[], kindOf: (one: T) => string): T[] {
  const kinds = new Set<string>();
  const first = all.filter((one) => {
    const kind = kindOf(one);
    return !kinds.has(kind) && kinds.add(kind);
  });
  return [...first, ...all.filter((one) => !first.includes(one))];
}
