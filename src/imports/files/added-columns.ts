/**
 * Headings of the two columns that we add to a list when we give it back. When it is sent again with them they mean nothing: a row is no other
 * row because of what we wrote beside it.
 */
export const addedColumns = ['athar_result', 'athar_problems'] as const;

export const isAddedColumn = (heading: string): boolean => (addedColumns as readonly string[]).includes(heading.trim());
