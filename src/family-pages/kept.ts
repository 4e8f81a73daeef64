/** The same function of a few keys, as languages are, which works each out only once. What it gives must not be changed. */
export function kept<Key, Value>(workOut: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = workOut(key);
    known.set(key, found);
    return found;
  };
}
