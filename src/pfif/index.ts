export { type Governorate, governorates } from './countries.js';
export type { Finding } from './finding.js';
export { type FindingCode, findingCodes, type Severity } from './finding-codes.js';
export type { LeftOut } from './record-writer.js';
export { type PfifSummary, validatePfif } from './validate-pfif.js';
export { type FeedToWrite, writePersonFeed } from './write-feed.js';
export { writePfif } from './write-pfif.js';
export * from './written-records.js';
