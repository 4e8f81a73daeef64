/** Answers to families come in steps of this many bytes, so that their length tells nothing to whoever watches the line (security.md C15). */
export const paddingStep = 4096;

/**
 * Fills an answer up to the next whole step with a field of zeros.
 * Only as good as long as nothing between here and the family compresses it: `cache-control: no-transform` forbids that to proxies.
 */
export function padded<T extends object>(answer: T): T & { padding: string } {
  const bytes = Buffer.byteLength(JSON.stringify({ ...answer, padding: '' }));
  return { ...answer, padding: '0'.repeat((paddingStep - (bytes % paddingStep)) % paddingStep) };
}
