export { type Band, bandOf, type Model, matcherVersion, type NamePartWeights } from './model.js';
export { parameters20261122 as currentModel } from './parameters-2026-11-22.js';
