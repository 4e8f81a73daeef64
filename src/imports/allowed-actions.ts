import type { Actor } from '../access/actor.js';
import { type ImportState, mayBecome } from './import-states.js';

export const importActions = ['send', 'choose', 'map', 'run', 'cancel', 'revert', 'take_back'] as const;
export type ImportAction = (typeof importActions)[number];

const leadsTo: Record<Exclude<ImportAction, 'send' | 'take_back'>, ImportState> = {
  choose: 'inspecting',
  map: 'checking',
  run: 'queued',
  cancel: 'cancelled',
  revert: 'reverting',
};

/**
 * What this caller can ask for now, by the state alone: pages show buttons by it, and every route asks again. An import is of the caller's own
 * organisation; those who only read it can ask for nothing.
 */
export function allowedActions(actor: Actor, state: ImportState, stored: number): ImportAction[] {
  if (!handsIn(actor)) return [];
  return importActions.filter((action) => {
    if (action === 'send') return state === 'receiving';
    if (action === 'take_back') return state === 'reverting' || state === 'reverted';
    // The release of what is held back is the operator's, and of what was cancelled before its run nothing is there to go on with.
    if (action === 'run') return state === 'checked' || (state === 'cancelled' && stored > 0);
    if (action === 'revert') return state === 'done' || (state === 'cancelled' && stored > 0);
    if (action === 'choose' && state === 'receiving') return false;
    return mayBecome(state, leadsTo[action]);
  });
}

function handsIn(actor: Actor): boolean {
  if (actor.kind === 'partner') return actor.scopes.includes('import');
  return actor.kind === 'staff' && actor.role !== 'disclosure_lead';
}
