import { describe, expect, it } from '@jest/globals';
import { importStates, importTransitions, mayBecome, statesBefore } from './import-states.js';

// Rows: from; columns: to, in the order of importStates. x may be, . may not.
const table = `
receiving  . x . . . . . . . x . . .
inspecting . x x . . . . . . x x . .
mapping    . x . x . . . . . x . . .
checking   . x . x x . . . . x x . .
checked    . x . x . x x . . x . . .
held_back  . . . . . . x . . x . . .
queued     . . . . . . . x . x . . .
running    . . . . . . . . x x . . .
done       . . . . . . . . . . . x .
cancelled  . . . . . . x . . . . x .
failed     . x . . . . . . . x . . .
reverting  . . . . . . . . x x . . x
reverted   . . . . . . . . x x . x .`;

const pairs = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [from, ...marks] = line.split(/\s+/);
    return marks.map((mark, at) => ({ from, to: importStates[at], may: mark === 'x' }));
  });

describe('an import', () => {
  it('has a rule for every pair of states', () => {
    expect(pairs).toHaveLength(importStates.length ** 2);
    expect(pairs.filter(({ from, to }, at) => pairs.findIndex((p) => p.from === from && p.to === to) !== at)).toEqual(
      [],
    );
    expect(Object.keys(importTransitions).sort()).toEqual([...importStates].sort());
  });

  it.each(pairs)('that is $from becomes $to: $may', ({ from, to, may }) => {
    expect(mayBecome(from as keyof typeof importTransitions, to)).toBe(may);
    expect(statesBefore(to).includes(from as keyof typeof importTransitions)).toBe(may);
  });

  it('can be stopped by a person before its run is over, from wherever it is', () => {
    expect(statesBefore('cancelled')).toEqual(
      expect.arrayContaining([
        'receiving',
        'inspecting',
        'mapping',
        'checking',
        'checked',
        'held_back',
        'queued',
        'running',
      ]),
    );
  });

  it('stores nothing without having been checked: the run is reached from there, from a release, or from where it was stopped', () => {
    expect(statesBefore('queued')).toEqual(['checked', 'held_back', 'cancelled']);
    expect(statesBefore('running')).toEqual(['queued']);
  });
});
