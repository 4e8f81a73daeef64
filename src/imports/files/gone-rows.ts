import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import type { Column } from '../../partner-files/index.js';
import { decodeCursor, encodeCursor } from '../../views.js';
import { gone } from '../check/summarise.js';
import { findImport } from '../find-import.js';

export const GoneRowView = z
  .object({
    import_id: z.uuid().describe('The import that the row came with'),
    row_number: z.int(),
    cells: z.array(z.object({ heading: z.string(), cell: z.string() })),
    detention_record_id: z.uuid().nullable(),
    report_id: z.uuid().nullable(),
  })
  .meta({ id: 'GoneRow' });
export type GoneRowView = z.infer<typeof GoneRowView>;

interface Found {
  key: string;
  import_id: string;
  row_number: number;
  cells: string[];
  columns: Column[] | null;
  detention_record_id: string | null;
  report_id: string | null;
}

@Injectable()
export class GoneRows {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  list(
    actor: Actor,
    id: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<{ items: GoneRowView[]; next: string | null }> {
    const [after] = decodeCursor(cursor, ['key']) ?? [''];
    return this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id);
      const found: Found[] = await manager.query(
        `select encode(gone.row_key, 'hex') as key, gone.import_id, gone.row_number, r.cells, i.inspection -> 'columns' as columns,
           gone.detention_record_id, gone.report_id
         from (${gone('g.*')} and g.row_key > decode($3, 'hex') order by g.row_key limit $4) as gone
         join import_rows r on r.import_id = gone.import_id and r.row_number = gone.row_number
         join imports i on i.id = gone.import_id order by gone.row_key`,
        [row.id, row.listId, after, limit + 1],
      );
      await this.audit.record(manager, actor, { action: 'import.gone-viewed', subjectKind: 'import', subjectId: id });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return { items: shown.map(view), next: found.length > limit && last ? encodeCursor([last.key]) : null };
    });
  }
}

const view = ({ import_id, row_number, cells, columns, detention_record_id, report_id }: Found): GoneRowView => ({
  import_id,
  row_number,
  cells: cells.map((cell, at) => ({ heading: columns?.[at]?.heading ?? '', cell })),
  detention_record_id,
  report_id,
});
