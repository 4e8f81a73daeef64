const easternmostHours = 14;

/**
 * Has this day begun anywhere on earth? Somebody writes the date of where he is, and we do not know where that is: in Damascus a day begins
 * three hours, in the easternmost zone fourteen hours before it does in UTC.
 * @param day `YYYY-MM-DD`
 */
export const hasBegunSomewhere = (day: string, now = new Date()): boolean =>
  Date.parse(`${day}T00:00:00Z`) - easternmostHours * 3_600_000 <= now.getTime();
