import { Select } from '../fields.js';
import { to } from '../page.js';
import type { FieldsProps } from './question.js';

/** Which governorate, of a list. What a report says that stands in no list is kept as one more choice. */
export function Governorate({ here, answers, faults, beside, label }: FieldsProps & { label: string }) {
  const { governorate: value } = answers;
  const known = beside.governorates.some((each) => each.value === value);
  return (
    <Select
      name="governorate"
      label={label}
      value={value}
      fault={faults.governorate}
      none={here.words('page.choose')}
      options={value && !known ? [...beside.governorates, { value, label: value }] : beside.governorates}
    />
  );
}

/** Names of places that begin with what was typed: filled by the script, and never more than an offer. */
export const PlaceOffers = ({ here }: Pick<FieldsProps, 'here'>) => (
  <datalist id="places" data-places={to(here, '/places')} />
);
