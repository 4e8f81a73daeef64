import { isWorking } from '../api/imports.js';
import type { ImportState, ImportView } from './types.js';

/** The steps of an import as a person goes through them, in this order. */
export const steps = ['file', 'reading', 'columns', 'check', 'result'] as const;
export type Step = (typeof steps)[number];

const stepOfState: Record<ImportState, Step> = {
  receiving: 'file',
  inspecting: 'reading',
  mapping: 'reading',
  checking: 'check',
  checked: 'check',
  held_back: 'result',
  queued: 'result',
  running: 'result',
  done: 'result',
  cancelled: 'result',
  failed: 'result',
  reverting: 'result',
  reverted: 'result',
};

/** Where an import stands; it is what opens without naming a step. */
export const presentStep = (view: ImportView): Step => stepOfState[view.state] ?? 'result';

/** Steps that can be opened now. What was understood can be looked at again as long as it can be changed; the check stays for good. */
export function openSteps(view: ImportView): Step[] {
  const present = presentStep(view);
  const can: Record<Step, boolean> = {
    file: present === 'file',
    reading: view.inspection !== null && view.allowed.includes('choose') && !isWorking(view.state),
    columns: view.mapping_guess !== null && view.allowed.includes('map') && !isWorking(view.state),
    check: view.summary !== null,
    result: present === 'result',
  };
  return steps.filter((step) => can[step] || step === present);
}

export const stepAddress = (id: string, step: Step): string => `/imports/${id}/${step}`;
