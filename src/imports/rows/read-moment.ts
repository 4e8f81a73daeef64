import { checkDate } from '../../matching/index.js';
import type { MappedColumn } from './mapped-columns.js';
import { optionsOf } from './read-date-cell.js';
import { remember } from './remember.js';
import type { RowInHand } from './row-in-hand.js';

const isoMoment = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

const aDay = 86_400_000;
/** A slip of the year must not keep every later version of the row out. */
const notInFuture = (moment: string): string | null => (Date.parse(moment) < Date.now() + aDay ? moment : null);

/** Reads when a row was last changed where it comes from, as an ISO moment; a day or month begins at its first moment in UTC. */
export function momentReader(column: MappedColumn | undefined): (row: RowInHand) => string | null {
  if (column === undefined) return () => null;
  const options = optionsOf(column.meaning, 'event');
  const read = remember((text) => {
    const [, day, time, zone = 'Z'] = isoMoment.exec(text.trim()) ?? [];
    if (day !== undefined) {
      const moment = new Date(`${day}T${time}${zone.toUpperCase()}`);
      return { moment: Number.isNaN(moment.getTime()) ? null : notInFuture(moment.toISOString()) };
    }
    const checked = checkDate(text, options);
    const earliest = checked.ok ? checked.date.earliest : null;
    return { moment: earliest === null ? null : notInFuture(`${earliest}T00:00:00.000Z`) };
  });
  return (row) => {
    const text = row.known(column.field);
    if (text === null) return null;
    const { moment } = read(text);
    if (moment === null) row.say(column.field, 'source_date.not_understood');
    return moment;
  };
}
