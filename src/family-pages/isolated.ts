/** LRI and PDI (UAX #9): groups of digits keep their order in an Arabic line, also in a plain text file. */
export const isolated = (digits: string): string => `\u2066${digits}\u2069`;
