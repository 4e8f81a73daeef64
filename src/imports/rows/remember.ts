/** Lists repeat names, places and days; when so many are remembered, all are forgotten, so that memory stays bounded. */
const mostRemembered = 20_000;
/** Longer texts are hardly written twice, and would make memory large. */
const longestRemembered = 200;

/** The same function of a text, which works each text out only once. What it gives must not be changed. */
export function remember<T>(workOut: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || text.length > longestRemembered) return before ?? workOut(text);
    if (known.size >= mostRemembered) known.clear();
    const found = workOut(text);
    known.set(text, found);
    return found;
  };
}
