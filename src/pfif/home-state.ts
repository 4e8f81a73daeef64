import { governorates } from './countries.js';
import type { FindingCode } from './finding-codes.js';

/**
 * A code of ISO 3166-2, with or without its country before it. For Syria the governorate must exist; of other countries the form is checked.
 * @param country text of home_country, empty if there is none
 */
export function faultOfState(state: string, country: string): FindingCode | null {
  const parts = /^(?:([A-Z]{2})-)?([A-Z0-9]{1,3})$/.exec(state);
  if (!parts) return 'state.format';
  const [, prefix, code] = parts;
  if (prefix !== undefined && country !== '' && prefix !== country) return 'state.other_country';
  const isSyrian = (prefix ?? country) === 'SY';
  return isSyrian && !governorates.some((one) => one === `SY-${code}`) ? 'state.no_governorate' : null;
}
