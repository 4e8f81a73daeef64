import { type LinkageColumn, linkageColumns } from '../linkage/linkage-columns.js';
import { csvLine } from '../workbooks/index.js';
import type { DemoRecord, DemoReport, Population } from './population.js';
import type { SoughtName } from './write-report.js';

/** Lines of a file, without their ends, made one by one as they are asked for. */
export interface LinkageFile {
  fileName: string;
  lines: Iterable<string>;
}

/** The columns of a truth file. `kind` is `same`, or how two people of one family are related. */
export const truthColumns = ['report_id', 'record_id', 'kind'] as const;

type Cells = Partial<Record<LinkageColumn, string>>;

/**
 * The population as the files that `athar link` and `athar evaluate` take: raw spellings, dates as the writer wrote them (so that precision is in the text and the
 * columns for it stay empty). What the format has no column for (home, place of birth, notes) is left out; the town stands in the column of the district.
 */
export function linkageFiles({ reports, records, truth, relatives }: Population): LinkageFile[] {
  return [
    { fileName: 'reports.csv', lines: table(linkageColumns, reports, (report) => inOrder(reportCells(report))) },
    { fileName: 'records.csv', lines: table(linkageColumns, records, (record) => inOrder(recordCells(record))) },
    {
      fileName: 'truth.csv',
      lines: table(
        truthColumns,
        [...truth.map((pair) => ({ ...pair, kind: 'same' })), ...relatives],
        ({ reportKey, recordKey, kind }) => [reportKey, recordKey, kind],
      ),
    },
  ];
}

function table<Row>(
  columns: readonly string[],
  rows: readonly Row[],
  cellsOf: (row: Row) => string[],
): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      yield csvLine(columns);
      for (const row of rows) yield csvLine(cellsOf(row));
    },
  };
}

const inOrder = (cells: Cells): string[] => linkageColumns.map((column) => cells[column] ?? '');

function reportCells({ key, sought, disappearance }: DemoReport): Cells {
  const [first, ...others] = sought.names;
  const { full, given, father, grandfather, family } = first as SoughtName;
  const whole = ({ full: written, ...parts }: SoughtName): string => written ?? Object.values(parts).join(' ');
  return {
    id: key,
    // Further names (another script, a by-name) stand in one cell with the first.
    ...(others.length > 0 ? { full_name: sought.names.map(whole).join(' / ') } : { full_name: full }),
    given_name: given,
    father_name: father,
    grandfather_name: grandfather,
    family_name: family,
    mother_name: sought.mother_name,
    sex: sought.sex,
    birth_date: sought.birth,
    event_date: disappearance.date,
    governorate: disappearance.governorate,
    district: disappearance.place,
    facility: disappearance.believed_facility,
  };
}

function recordCells(record: DemoRecord): Cells {
  return { ...record, district: record.community ?? record.district };
}
