export { type DetentionCsv, writeDetentionCsv } from './detention-csv.js';
export * from './evaluation.js';
export { type PopulationHabits, usualHabits } from './habits.js';
export { type LinkageFile, linkageFiles, truthColumns } from './linkage-files.js';
export * from './population.js';
export { type DemoSource, type DetentionColumn, detentionColumns } from './sources.js';
export type { ReportBody, SoughtName } from './write-report.js';
