/** Results go to standard output, everything that merely accompanies them to standard error. */
export class UsageError extends Error {}

/** Something outside of us is not as it must be: exit code 1, and the message is all that is said. */
export class FailureError extends Error {}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Direction of each value is isolated, so that Arabic and Latin in one line do not change places. */
export const isolated = (text: string) => `\u2068${text}\u2069`;
