import { z } from 'zod';
import type { List } from '../import.entity.js';
import { listKinds } from '../mapping/import-fields.js';
import { Mapping } from '../mapping/mapping.js';

export const ListView = z
  .object({
    id: z.uuid(),
    kind: z.enum(listKinds),
    name: z.string(),
    mapping: Mapping.nullable().describe('What its columns meant the last time; null before its first run'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'List', description: 'A list that your organisation keeps and hands in again and again.' });
export type ListView = z.infer<typeof ListView>;

export const listView = ({ id, kind, name, mapping, createdAt }: List): ListView => ({
  id,
  kind,
  name,
  mapping,
  created_at: createdAt.toISOString(),
});
