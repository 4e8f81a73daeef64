/** Sheets of our own templates that explain the columns, by language ("explanation of the columns"): never taken for the list. */
export const explanationSheets = {
  ar: '\u0634\u0631\u062d \u0627\u0644\u0623\u0639\u0645\u062f\u0629',
  en: 'Columns explained',
} as const;

export const isExplanation = (sheet: string): boolean => (Object.values(explanationSheets) as string[]).includes(sheet);
