import { z } from 'zod';
import { line } from '../request-text.js';

/** Why somebody does something that others will ask about. Kept in the audit trail: no names of people belong into it. */
export const ReasonBody = z.strictObject({ reason: line(500) }).meta({ id: 'ReasonBody' });
export type ReasonBody = z.infer<typeof ReasonBody>;
