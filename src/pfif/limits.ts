/** Beyond them a file is not checked to its end, or a field not to its end. Depth and length of marks: src/partner-files/limits.ts. */
export const limits = {
  records: 1_000_000,
  /** Characters. */
  field: 100_000,
} as const;
