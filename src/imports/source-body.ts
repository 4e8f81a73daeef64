import { z } from 'zod';
import { checkDate } from '../matching/index.js';
import { line, paragraph } from '../request-text.js';
import { copyKinds, documentTypes } from '../sources/source.entity.js';

function mayExist(raw: string): boolean {
  const checked = checkDate(raw);
  return checked.ok || checked.code !== 'date.impossible';
}

/** What document a file is: every row of it will be that document's word. */
export const SourceBody = z
  .strictObject({
    document_type: z.enum(documentTypes),
    title: line(300),
    issuer: line(300).optional(),
    document_number: line(100).optional(),
    document_date: line(100)
      .refine(mayExist, { message: 'This day does not exist in the calendar.', params: { code: 'date.impossible' } })
      .optional(),
    original_or_copy: z.enum(copyKinds).default('unknown'),
    custody: paragraph(2000).optional().describe('Who found it, where and when; through whose hands it went'),
  })
  .meta({ id: 'SourceBody' });
export type SourceBody = z.infer<typeof SourceBody>;
