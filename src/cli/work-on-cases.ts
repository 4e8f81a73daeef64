import type { INestApplicationContext } from '@nestjs/common';
import type { StaffActor } from '../access/actor.js';
import { CaseSteps } from '../cases/case-steps.service.js';
import { CasesService } from '../cases/cases.service.js';
import type { StaffAction } from '../cases/transitions.js';

/**
 * What became of the newest cases of the demonstration, so that different states are there to be looked at. The others wait to be taken up. None stops the
 * search: what the demonstration is measured by must not depend on it.
 */
const stories: StaffAction[][] = [
  ['begin_intake'],
  ['begin_intake', 'open'],
  ['begin_intake', 'open', 'hold'],
  ['begin_intake', 'open'],
];

/** Moves invented cases as a caseworker does. A case that was taken up before is left as it is, so a second start changes nothing. */
export async function workOnCases(app: INestApplicationContext, actor: StaffActor): Promise<void> {
  const cases = app.get(CasesService);
  const steps = app.get(CaseSteps);
  const { items } = await cases.list(actor, { limit: stories.length });
  for (const [index, { id, state }] of items.entries()) {
    if (state !== 'submitted') continue;
    for (const action of stories[index]) {
      const { revision } = await cases.view(actor, id);
      await steps.step(actor, `demonstration-${id}-${action}`, id, revision, {
        action,
        ...(action === 'hold' ? { reason: 'Invented for the demonstration.' } : {}),
      });
    }
  }
}
