import type { PlaceCodes } from '../record.js';

/** The narrowest code that a place has: facility, else community … governorate, else null. */
export function narrowestCode(codes: PlaceCodes | null): string | null {
  return codes && (codes.facility ?? codes.community ?? codes.subdistrict ?? codes.district ?? codes.governorate);
}
