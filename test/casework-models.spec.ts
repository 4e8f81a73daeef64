import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decisionActions } from '../src/suggestions/transitions.js';
import { type Action, anyAction } from './casework-models/actions.js';
import { Desk, type Outcome } from './casework-models/desk.js';
import { brokenInvariants } from './casework-models/invariants.js';

/** About ten seconds. */
const sequences = Number(process.env.CASEWORK_SEQUENCES ?? 10_000);
const told = { sequences: 0, commands: 0, acknowledged: 0, refused: 0, repeated: 0 };
const reached = new Map<string, number>();

interface Model {
  /** Keys of what was acknowledged, in order. */
  acknowledged: string[];
  next: number;
  last: { key: string; action: Action } | null;
}

class Command implements fc.Command<Model, Desk> {
  constructor(private readonly action: Action) {}
  check = () => true;

  run(model: Model, desk: Desk): void {
    const again = this.action.of === 'repeat' ? model.last : null;
    const { key, action } = again ?? { key: `key-${model.next++}`, action: this.action };
    const outcome: Outcome = desk.act(key, action);
    told.commands++;
    if (outcome === 'done') {
      told.acknowledged++;
      if (action.of !== 'world') model.acknowledged.push(key);
      model.last = { key, action };
    } else if (outcome === 'repeated') told.repeated++;
    else told.refused++;
    // What was acknowledged once is never acknowledged as something new.
    if (again && outcome === 'done') throw new Error('The same request was acknowledged twice.');
    const broken = brokenInvariants(desk, model.acknowledged);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  }

  toString = () => JSON.stringify(this.action);
}

/** From a report that just came in; from a case with a link; from a plan that waits for a second person. */
const beginnings = ['new', 'linked', 'planned', 'planned'] as const;

function begun(beginning: (typeof beginnings)[number]): { desk: Desk; acknowledged: string[] } {
  if (beginning === 'new') return { desk: new Desk(), acknowledged: [] };
  const desk = new Desk().inOrder();
  if (beginning === 'linked') return { desk, acknowledged: [] };
  desk.act('a', {
    of: 'claim',
    by: 'rana',
    claim: 'died_in_custody',
    level: 'corroborated',
    legalStatus: 'none',
    withTestimony: true,
    replaces: false,
  });
  desk.act('b', { of: 'review', by: 'omar', agrees: true });
  desk.act('c', { of: 'plan', by: 'rana', complete: true });
  return { desk, acknowledged: ['a', 'b', 'c'] };
}

describe('cases, suggestions, fates and disclosures together', () => {
  const seed = Number(process.env.FC_SEED ?? 20_261_122);
  afterAll(() => {
    const lines = [...reached].sort().map(([state, times]) => `  ${times} ended with a disclosure ${state}`);
    process.stdout.write(
      `casework models, pure: seed ${seed}, ${told.sequences} sequences, ${told.commands} commands ` +
        `(${told.acknowledged} acknowledged, ${told.refused} refused, ${told.repeated} repeated)\n${lines.join('\n')}\n`,
    );
  });

  it(`hold the invariants in ${sequences} sequences of commands`, () => {
    const commands = fc.commands(
      anyAction(decisionActions).map((actions) => actions.map((action) => new Command(action))),
      { maxCommands: 60, size: 'max' },
    );
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), commands, (beginning, given) => {
        const { desk, acknowledged } = begun(beginning);
        fc.modelRun(() => ({ model: { acknowledged, next: 0, last: null }, real: desk }), given);
        told.sequences++;
        for (const { state } of desk.disclosures) reached.set(state, (reached.get(state) ?? 0) + 1);
      }),
      { seed, numRuns: sequences },
    );
    expect(told.sequences).toBeGreaterThanOrEqual(sequences);
    // The walk goes everywhere: a model in which nothing is ever told would hold any invariant.
    expect(reached.size).toBe(10);
    expect(reached.get('delivered')).toBeGreaterThan(sequences / 1_000);
  });

  it('find a desk on which somebody approves what he planned himself', () => {
    const { desk, acknowledged: keys } = begun('planned');
    expect(desk.act('d', { of: 'edit', by: 'noor', complete: true })).toBe('done');
    keys.push('d');
    expect(desk.act('e', { of: 'approval', by: 'noor' })).toBe('disclosure.same_person');
    expect(brokenInvariants(desk, keys)).toEqual([]);
    Object.assign(desk.present!, { state: 'approved', approvedBy: 'noor' });
    expect(brokenInvariants(desk, keys)).toEqual([
      'I5: a disclosure moved without a line',
      'I7: a disclosure is approved and nobody approved it',
      'I7: whoever proposed it approved it',
    ]);
  });
});
