import type { CaseView } from '../api/types.js';
import { Contests } from './contests.js';
import { Extortion } from './extortion.js';

/** What makes a case unsafe, and what people say against it. The hold itself is set and lifted among the steps of the case. */
export function SafetyPart({ view }: { view: CaseView }) {
  return (
    <div className="case-halves">
      <Extortion view={view} />
      <Contests view={view} />
    </div>
  );
}
