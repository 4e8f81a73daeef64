import { comparedFields, type Field } from '../compare-records.js';

/** Something for each field. */
export function byField<Value>(of: (field: Field) => Value): Record<Field, Value> {
  return Object.fromEntries(comparedFields.map((field) => [field, of(field)])) as Record<Field, Value>;
}
