import { z } from 'zod';
import { parseName, splitNames } from '../../matching/index.js';

const mostTexts = 20;
const role = z.string().nullable();

/** One written name in a cell, as it is read. Whatever is not a part of the name is kept beside it. */
export const NamePiece = z
  .object({
    as_written: z.string(),
    script: z.enum(['Arab', 'Latn', 'mixed', 'other']),
    given: role,
    father: role,
    grandfather: role,
    family: role,
    kunya: z.array(z.string()),
    aliases: z.array(z.string()),
    titles: z.array(z.string()),
    fate_words: z.array(z.string()).describe('What the source says happened to the person: a claim, kept'),
    not_read: z.array(z.string()),
    unsure: z.boolean().describe('The name can be divided in another way that is nearly as likely'),
  })
  .meta({ id: 'NamePiece' });
export type NamePiece = z.infer<typeof NamePiece>;

export const NamePreview = z
  .object({ as_written: z.string(), names: z.array(NamePiece).describe('Empty: the cell names nobody') })
  .meta({ id: 'NamePreview' });
export type NamePreview = z.infer<typeof NamePreview>;

/** How names in one cell are divided: both scripts, brackets, aliases, titles and words about what happened. At most the first 20 texts. */
export const namePreview = (texts: readonly string[]): NamePreview[] =>
  texts.slice(0, mostTexts).map((text) => ({ as_written: text, names: splitNames(text).flatMap(pieceOf) }));

function pieceOf(text: string): NamePiece[] {
  const [read] = parseName(text);
  if (!read) return [];
  const { parts, script, kunya, aliases, titles, fateWords, unread, unsure } = read;
  return [
    {
      as_written: text,
      script,
      given: parts.given ?? null,
      father: parts.father ?? null,
      grandfather: parts.grandfather ?? null,
      family: parts.family ?? null,
      kunya,
      aliases,
      titles,
      fate_words: fateWords,
      not_read: unread,
      unsure,
    },
  ];
}
