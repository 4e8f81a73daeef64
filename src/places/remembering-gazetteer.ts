import type { Gazetteer, PlaceResolution } from '../matching/index.js';

/** Texts whose resolution is remembered: registers repeat the same few hundred place names, and a near miss costs milliseconds. */
const rememberedTexts = 20_000;

/** The same gazetteer, which looks up a text only once. */
export function remembering(gazetteer: Gazetteer): Gazetteer {
  const places = new Map<string, PlaceResolution>();
  const facilities = new Map<string, PlaceResolution>();
  const once = (known: Map<string, PlaceResolution>, key: string, resolve: () => PlaceResolution) => {
    const remembered = known.get(key);
    if (remembered) return remembered;
    if (known.size >= rememberedTexts) known.clear();
    const found = resolve();
    known.set(key, found);
    return found;
  };
  return {
    ...gazetteer,
    resolvePlace: (text, context) =>
      once(places, `${context?.governorate ?? ''} ${context?.level ?? ''}\n${text}`, () =>
        gazetteer.resolvePlace(text, context),
      ),
    resolveFacility: (text, context) =>
      once(facilities, `${context?.freeText ?? false}\n${text}`, () => gazetteer.resolveFacility(text, context)),
  };
}
