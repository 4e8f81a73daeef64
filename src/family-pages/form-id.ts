/**
 * The hidden field `id`, made with the form: the same form sent again is the same word of its family.
 * @returns undefined for what no form of ours holds
 */
export const uuidOf = (typed = ''): string | undefined =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(typed) ? typed : undefined;
