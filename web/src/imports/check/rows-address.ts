/** Rows of an import with one kind of problem. The heading of the column is the partner's own word and stays out of the address. */
export const rowsAddress = (id: string, filters: Record<string, string>): string =>
  `/imports/${id}/rows?${new URLSearchParams(filters)}`;
