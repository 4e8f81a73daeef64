export type PathStep = PropertyKey | { key: PropertyKey };

/** What a field or an index looks like. A capital, a space, an Arabic letter: that may be a person's name. */
const fieldOrIndex = /^(?:[a-z_][A-Za-z0-9_]{0,63}|\d{1,6})$/;

/**
 * JSON pointer (RFC 6901) to what stands at `path`. A key that the sender made up may be anything and is not repeated: where a step
 * does not look like a field, the pointer ends at the object that holds it.
 */
export function pointerOf(path: readonly PathStep[]): string {
  const steps = path.map((step) => String(typeof step === 'object' ? step.key : step));
  const madeUp = steps.findIndex((step) => !fieldOrIndex.test(step));
  return steps
    .slice(0, madeUp === -1 ? undefined : madeUp)
    .map((step) => `/${step}`)
    .join('');
}
