export interface AsvsEntry {
  id: string;
  level: 1 | 2 | 3;
  applies: boolean;
  what: string;
  why_not?: string;
  open?: string;
  evidence?: { test?: string; doc?: string }[];
}
export interface AsvsCounts {
  /** Requirements of level 3 that the project took on. */
  adopted: number;
  applies: number;
  byTest: number;
  byDocument: number;
  open: number;
  notApplicable: number;
}
export function readAsvs(text?: string): AsvsEntry[];
export function officialIds(text?: string): [id: string, level: number][];
export function countAsvs(entries: AsvsEntry[]): AsvsCounts;
export function countsLine(counts: AsvsCounts): string;
