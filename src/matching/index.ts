/** Athar's matching library. Pure: no framework, no input or output but its own tables. See README.md. */

export { type BlockingKey, blockingKeys, candidateBits, sharesEnough } from './blocking.js';
export { eachCandidates } from './candidates.js';
export type { WeighedRow } from './columns/best-rows.js';
export { type CodedName, type CodedRecord, codeRecord } from './columns/coded-record.js';
export { ColumnBuilder } from './columns/column-builder.js';
export type { Columns } from './columns/column-data.js';
export { decodeField } from './columns/field-texts.js';
export { type CandidateOptions, type Candidates, KeyIndex, type KeyIndexArrays } from './columns/key-index.js';
export { KeyIndexBuilder } from './columns/key-index-builder.js';
export { type MemoryUse, memoryOf } from './columns/memory-of.js';
export { packColumns } from './columns/pack-columns.js';
export { type ColumnArrays, PackedColumns } from './columns/packed-columns.js';
export { RecordSearch, type SearchOptions } from './columns/record-search.js';
export { type SharedArrays, type SharedNumbers, shared, sharedCopy } from './columns/shared-arrays.js';
export { compareRecords, type PairScore } from './compare-records.js';
export type { ComparisonName, ComparisonOutcome } from './comparisons/outcome.js';
export { type CompiledRecord, compileRecord } from './compile-record.js';
export { orderOfColumn } from './dates/column-order.js';
export { parseAge } from './dates/parse-age.js';
export { checkDate, type DateCheck, type DateRemark, parseDate, unknownDate } from './dates/parse-date.js';
export type { DateOptions } from './dates/year-of-number.js';
export { calibrate, type JudgedPair } from './estimation/calibrate.js';
export { type Estimate, estimateModel, type Known, type ModelInput } from './estimation/estimate-model.js';
export {
  type Agreement,
  type ExplainOptions,
  type Explanation,
  type ExplanationRow,
  explain,
  labelOfComparison,
  sentenceOfLevel,
} from './explain.js';
export { type ExplanationLocale, explanationLocales } from './explain-words.js';
export {
  type Band,
  bandOf,
  bands,
  builtInModel,
  builtInModelFile,
  calibratedProbability,
  compileModel,
  type Hypothesis,
  hypotheses,
  inHundredths,
  leastSizeClass,
  type Model,
  type ModelFile,
  ModelFileError,
  matcherVersion,
  modelForSize,
  modelOfSizeClass,
  nextSizeClass,
  type RelativeKind,
  readEstimatedModel,
  readModel,
  relativeKinds,
  sizeClassOf,
  trueRecordsPerReport,
  writeModel,
} from './model/index.js';
export type {
  CompiledName,
  NameArrangement,
  NameComparison,
  NameLevel,
  NameParse,
  NameRelation,
  PartSkeleton,
  RelationKind,
  RoleComparison,
  TokenMeeting,
} from './names/index.js';
export {
  compareNames,
  compileName,
  compileNames,
  nameFrequency,
  nameKeys,
  parseName,
  partSkeletons,
  splitNames,
} from './names/index.js';
export { createGazetteer, type Gazetteer } from './places/gazetteer.js';
export {
  type AdminRow,
  type CommunityRow,
  type FacilityRow,
  type GazetteerRows,
  type NeighbourhoodRow,
  parseGazetteerRows,
} from './places/gazetteer-rows.js';
export { narrowestCode } from './places/narrowest-code.js';
export { type HowResolved, nowhere, type PlaceCandidate, type PlaceResolution } from './places/place-resolution.js';
export type * from './record.js';
export { nameRoles } from './record.js';
export { bandBeside, closeMargin } from './rivals.js';
export { learnSoundTables, type SoundTables } from './sound/sound-tables.js';
export type { AttestedSpelling } from './sound/spelling-pairs.js';
export { parseTable, tablesHash } from './tables/read-table.js';
export { cleanText, normaliserVersion, normaliseText, scriptOf } from './text/index.js';
