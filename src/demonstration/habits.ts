/** What can be asked of an invented population beside its size. */
export interface PopulationHabits {
  /** Every rate of missing values, slips and wrong entries is multiplied by this; 1 = the rates measured and assumed in this folder, 0 = none. */
  noise: number;
  /** Share of the people sought who have a brother or sister, a paternal cousin among the taken, 0..1. */
  siblingsTaken: number;
  cousinsTaken: number;
  /** Share of those who were taken in one event with the person sought, 0..1. */
  siblingsTogether: number;
  cousinsTogether: number;
}

/** Shares of relatives as assumed in the project's guidance on matching, section 6. */
export const usualHabits: PopulationHabits = {
  noise: 1,
  siblingsTaken: 0.35,
  cousinsTaken: 0.15,
  siblingsTogether: 0.4,
  cousinsTogether: 0.3,
};

/** Throws RangeError for a share outside 0..1 and for noise below 0 or above 3. */
export function checkHabits(habits: PopulationHabits): void {
  const { noise, ...shares } = habits;
  if (!(noise >= 0 && noise <= 3)) throw new RangeError('Noise must be between 0 and 3.');
  for (const share of Object.values(shares))
    if (!(share >= 0 && share <= 1)) throw new RangeError('Shares of relatives must be between 0 and 1.');
}

/** A rate of corruption under this noise: some values always stay. */
export const noisy = (share: number, noise: number): number => Math.min(Math.max(share, 0.9), share * noise);
