/** What may be claimed of a person's fate (domain.md 1.8). Fate is a condition; where somebody was is told by the records. */
export const caseFateClaims = [
  'alive_in_detention',
  'released',
  'alive_elsewhere',
  'died_in_custody',
  'killed_at_arrest',
  'executed',
  'remains_located',
  'remains_identified',
  'no_information',
] as const;
export type CaseFateClaim = (typeof caseFateClaims)[number];

/** From the weakest to the strongest. There is no "probable" (R9). */
export const fateLevels = ['alleged', 'documented', 'corroborated', 'confirmed'] as const;
export type FateLevel = (typeof fateLevels)[number];

export const legalStatuses = [
  'none',
  'absence_declared',
  'death_registered_by_regime',
  'death_declared_by_court',
] as const;
export type LegalStatus = (typeof legalStatuses)[number];

export const familyAnswers = ['yes', 'no', 'unknown'] as const;
export type FamilyAnswer = (typeof familyAnswers)[number];

const deaths: ReadonlySet<CaseFateClaim> = new Set([
  'died_in_custody',
  'killed_at_arrest',
  'executed',
  'remains_located',
  'remains_identified',
]);
const lives: ReadonlySet<CaseFateClaim> = new Set(['alive_in_detention', 'released', 'alive_elsewhere']);

export const isAboutDeath = (claim: CaseFateClaim): boolean => deaths.has(claim);
export const isAboutLife = (claim: CaseFateClaim): boolean => lives.has(claim);

export const atLeast = (level: FateLevel, wanted: FateLevel): boolean =>
  fateLevels.indexOf(level) >= fateLevels.indexOf(wanted);

export const weakest = (...levels: FateLevel[]): FateLevel =>
  fateLevels[Math.min(...levels.map((level) => fateLevels.indexOf(level)))];

/** Stands with every answer about fate that could be printed (R29). */
export const noLegalEffect = 'information note, no legal effect';
