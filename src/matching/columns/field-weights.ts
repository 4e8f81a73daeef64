import { compareField, type Field } from '../compare-records.js';
import { birthLevel } from '../comparisons/birth.js';
import { eventLevel } from '../comparisons/event.js';
import { weighPlaces } from '../comparisons/place.js';
import type { CompiledRecord } from '../compile-record.js';
import type { Model } from '../model/index.js';

/**
 * The weight of one field in bits, before each line is rounded to hundredths. Fields that nearly every pair of records has are weighed without making their
 * lines.
 */
export function weighField(field: Field, report: CompiledRecord, record: CompiledRecord, model: Model): number {
  if (field === 'birth') {
    const { birth } = report;
    return birth && record.birth ? clamped(model.birth[birthLevel(birth, record.birth)], model) : 0;
  }
  if (field === 'event') {
    const { event } = report;
    return event && record.event ? clamped(model.event[eventLevel(event, record.event)], model) : 0;
  }
  // Where a single place could be clamped, the lines themselves are needed.
  if (field === 'places' && model.place.mostAgainst >= model.strongestDisagreement)
    return weighPlaces(report.places, record.places, model);
  let sum = 0;
  for (const { weight } of compareField(field, report, record, model)) sum += weight;
  return sum;
}

const clamped = (bits: number, { strongestDisagreement }: Model): number => Math.max(bits, strongestDisagreement);
