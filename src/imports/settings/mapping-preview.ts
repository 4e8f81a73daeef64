import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { Problem } from '../../errors.js';
import { GazetteerService } from '../../places/gazetteer.service.js';
import { Source } from '../../sources/source.entity.js';
import { findImport } from '../find-import.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { Mapping } from '../mapping/mapping.js';
import { RowProblemView, rowPlans } from '../row-view.js';
import { makeRowReader } from '../rows/make-row-reader.js';
import { rejectedRow } from '../rows/rejected-row.js';
import { rowContextOf } from '../rows/row-context.js';
import type { Understood } from '../understood.js';
import { UnderstoodView, understoodView } from '../understood-view.js';
import { requireUsable } from './import-settings.js';

export const MappingPreview = z
  .object({
    rows: z.array(
      z.object({
        row_number: z.int(),
        plan: z.enum(rowPlans),
        problems: z.array(RowProblemView),
        understood: UnderstoodView.nullable(),
      }),
    ),
    columns: z.array(
      z.object({
        heading: z.string(),
        dates: z.array(z.object({ as_written: z.string(), read_as: z.string().nullable() })),
      }),
    ),
  })
  .meta({ id: 'MappingPreview', description: 'The first rows as this mapping reads them. Nothing of it is stored.' });
export type MappingPreview = z.infer<typeof MappingPreview>;

const dateColumns: Partial<Record<ImportField, string>> = { birth_date: 'birth', event_date: 'event' };
const datesShown = 3;

@Injectable()
export class PreviewMapping {
  constructor(
    private readonly acting: Acting,
    private readonly gazetteer: GazetteerService,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem mapping.invalid, import.not_guessed */
  async preview(actor: Actor, id: string, mapping: Mapping): Promise<MappingPreview> {
    const gazetteer = await this.gazetteer.load();
    const { row, source } = await this.acting.as(actor, async (manager) => {
      const found = await findImport(manager, actor, id);
      requireUsable(found, mapping, gazetteer);
      const entry = { action: 'import.mapping-previewed', subjectKind: 'import', subjectId: id };
      const of = await manager.findOneByOrFail(Source, { id: found.sourceId });
      await this.audit.record(manager, actor, entry);
      return { row: found, source: of };
    });
    if (!row.inspection) throw new Problem('import.not_guessed');
    const { columns, firstRows } = row.inspection;
    const read = makeRowReader(columns, mapping, rowContextOf(gazetteer, source));
    const rows = firstRows.map((one) => ({
      row_number: one.rowNumber,
      ...(one.kind === 'row' ? read(one) : rejectedRow(one)),
    }));
    return {
      rows: rows.map(({ row_number, plan, problems, understood }) => ({
        row_number,
        plan,
        problems,
        understood: understood && understoodView(understood),
      })),
      columns: mapping.columns.map(({ heading, field }) => ({
        heading,
        dates: datesOf(
          field,
          rows.flatMap(({ understood }) => understood ?? []),
        ),
      })),
    };
  }
}

function datesOf(field: ImportField | null, rows: Understood[]): MappingPreview['columns'][number]['dates'] {
  const prefix = field && dateColumns[field];
  if (!prefix) return [];
  const read = rows
    .flatMap(understoodView)
    .filter((one) => one.field === prefix)
    .flatMap(({ as_written, read_as }) => (as_written === null ? [] : [{ as_written, read_as }]));
  const different = [...new Map(read.map((one) => [one.as_written, one])).values()];
  return different.slice(0, datesShown);
}
