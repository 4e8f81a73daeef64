/** The work is of a newer matcher than this worker's. The runner puts it off; a worker with the newer matcher takes it. */
export class OlderMatcher extends Error {
  readonly code = 'matcher.older';
}
