export { calibrateOnPopulations, estimateFromPopulation } from './estimate-from-population.js';
export { evaluatePopulation, formatRecordEvaluation, type RecordEvaluation } from './figures.js';
export { evaluateLinkedPairs, formatLinkedPairs, type LinkedPair, type LinkedPairsEvaluation } from './linked-pairs.js';
export { type CompiledPopulation, compilePopulation } from './score-population.js';
