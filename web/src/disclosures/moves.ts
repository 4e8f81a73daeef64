import type { Disclosure, Role } from '../api/types.js';

/** What can be done with a disclosure besides editing it. */
export type Move =
  | 'supervision'
  | 'approval'
  | 'attempts'
  | 'return'
  | 'drop'
  | 'take_up'
  | 'deliver'
  | 'decline'
  | 'defer'
  | 'give_up_reaching'
  | 'follow_up'
  | 'transfer';

const bySteps: Partial<Record<Disclosure['state'], readonly Move[]>> = {
  not_planned: ['take_up'],
  planned: ['drop', 'transfer'],
  approved: ['return', 'drop', 'transfer'],
  attempted: ['deliver', 'decline', 'defer', 'give_up_reaching', 'transfer'],
  delivered: ['follow_up'],
  declined_to_know: ['follow_up', 'take_up'],
  deferred: ['follow_up', 'take_up', 'drop', 'transfer'],
  unreachable: ['follow_up', 'take_up', 'drop', 'transfer'],
  transferred: ['take_up'],
};

/** Guards that an approval itself meets. */
const metByApproving: readonly string[] = ['second_person', 'approver_role'];

/** What still has to be met before somebody may approve. */
export const leftBeforeApproval = ({ guards }: Disclosure) =>
  guards.filter(({ met, code }) => !met && !metByApproving.includes(code));

/**
 * What this person may do now. The button to approve is absent until everything else holds, and for whoever proposed it. The service decides in
 * the end, and asks every guard again.
 */
export function movesOf(disclosure: Disclosure, me: { account_id: string; role: Role }): Move[] {
  const { state, guards, proposed_by } = disclosure;
  const moves: Move[] = [];
  const special = guards.some(({ code, met }) => code === 'special_class_supervisor' && !met);
  if (state === 'planned' && special && me.role === 'supervisor' && proposed_by !== me.account_id)
    moves.push('supervision');
  if (
    state === 'planned' &&
    me.role === 'disclosure_lead' &&
    proposed_by !== me.account_id &&
    leftBeforeApproval(disclosure).length === 0
  )
    moves.push('approval');
  if ((state === 'approved' || state === 'attempted') && guards.every(({ met }) => met)) moves.push('attempts');
  return [...moves, ...(bySteps[state] ?? [])];
}

const withReason: readonly Move[] = ['return', 'drop', 'take_up'];
export const needsWords = (move: Move): boolean => withReason.includes(move) || move === 'transfer';
