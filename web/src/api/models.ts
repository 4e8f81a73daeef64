import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language.js';
import type { WhenFresh } from '../session/fresh-proof.js';
import { call } from './call.js';
import type { Model, ModelCalibration, ModelChange, ModelDisagreements, ModelInUse, NewModelChange } from './types.js';
import { useChange } from './use-change.js';
import { usePages } from './use-pages.js';

const [models, changes] = [['models'], ['model_changes']] as const;

function useOfModelInUse<T>(part: 'calibration' | 'disagreements' | null, enabled = true) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: [...models, 'in_use', part],
    enabled,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => {
      const path = part === null ? '/models/in-use' : `/models/in-use/${encodeURIComponent(part)}`;
      return call<T>('GET', path, { language, signal });
    },
  });
}

export const useModelInUse = () => useOfModelInUse<ModelInUse>(null);
/** For supervisors: of pairs that people decided on. */
export const useModelCalibration = () => useOfModelInUse<ModelCalibration>('calibration');
export const useModelDisagreements = () => useOfModelInUse<ModelDisagreements>('disagreements');
export const useModels = () => usePages<Model>('models', '/models');
export const useModelChanges = () => usePages<ModelChange>('model_changes', '/model-changes');

/** A second person decides; the answer says what it would have changed on past decisions. */
export const useProposeModel = (whenFresh: WhenFresh) =>
  useChange([models, changes], (body: NewModelChange, options) =>
    whenFresh(() => call<ModelChange>('POST', '/model-changes', { ...options, body })),
  );

export const useDecideModel = (id: string, whenFresh: WhenFresh) =>
  useChange([models, changes], (decision: 'confirmation' | 'refusal' | 'withdrawal', { language }) => {
    const path = `/model-changes/${encodeURIComponent(id)}`;
    return whenFresh(() => call<ModelChange>('POST', `${path}/${encodeURIComponent(decision)}`, { language }));
  });

/** One person goes back to the model before, at once. */
export const useRollBackModel = (whenFresh: WhenFresh) =>
  useChange([models, changes], (body: { reason: string }, options) =>
    whenFresh(() => call<ModelChange>('POST', '/model-changes/rollback', { ...options, body })),
  );
