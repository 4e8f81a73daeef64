/** Languages of the pages for families, the first place of their paths (`/ar/start`), in the order in which they are offered. */
export const familyLanguages = ['ar', 'ckb', 'kmr', 'en', 'tr', 'de'] as const;
export type FamilyLanguage = (typeof familyLanguages)[number];

const onPage = new RegExp(`^/(?:${familyLanguages.join('|')})(?=/|$)`);

/**
 * Pages have one route for each language, and one row of policies for all of them.
 * @param route as the router names it
 * @returns "/:language/start" for "/ar/start"; null for what is no page of families
 */
export const familyPageRoute = (route: string): string | null =>
  onPage.test(route) ? route.replace(onPage, '/:language') : null;

export const isFamilyPage = (route: string): boolean => onPage.test(route);
