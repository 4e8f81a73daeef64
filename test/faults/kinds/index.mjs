// The faults of docs/faults.md, by their number.
import * as processes from './processes.mjs';

export const faults = Object.fromEntries(
  [processes].flatMap((kind) => Object.values(kind)).map((fault) => [fault.id, fault]),
);
