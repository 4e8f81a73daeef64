/** Parts of a case, each a page of its own, in the order in which they are shown. */
export const caseParts = [
  'overview',
  'links',
  'timeline',
  'work',
  'contact',
  'messages',
  'safety',
  'disclosure',
] as const;
export type CasePart = (typeof caseParts)[number];

export const caseAddress = (id: string, part: CasePart = 'overview') =>
  part === 'overview' ? `/cases/${id}` : `/cases/${id}/${part}`;
