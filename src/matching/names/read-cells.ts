import { type NameParts, nameRoles } from '../record.js';
import { scriptOf } from '../text/script.js';
import type { PlacedWord } from './divide-words.js';
import { type ReadName, readName } from './read-name.js';
import { takeKunya } from './take-kunya.js';

export interface ReadCells {
  /** What stands beside the name, in the full text and in all cells. */
  read: ReadName;
  placed: PlacedWord[];
  parts: NameParts;
}

/** Cells of one part met before, because lists repeat few names; when full, all are forgotten. */
const mostCells = 20_000;
const longestCell = 60;
const cellsRead = new Map<string, ReadName>();

/** readName for a cell of one part. What it gives is shared: it must not be changed. */
function readCell(written: string): ReadName {
  const known = cellsRead.get(written);
  if (known || written.length > longestCell) return known ?? readName(written);
  if (cellsRead.size >= mostCells) cellsRead.clear();
  const read = readName(written);
  cellsRead.set(written, read);
  return read;
}

/** Reads parts that the source gave in separate cells, with the full text beside them. Null if no cell holds a name ("unknown" in each). */
export function readCells(raw: string, cells: NameParts): ReadCells | null {
  const placed: PlacedWord[] = [];
  const parts: NameParts = {};
  const full = readName(raw);
  const all = [full];
  for (const role of nameRoles) {
    const written = cells[role];
    if (!written) continue;
    const cell = readCell(written);
    // "Daughter of Khaled" in the father's cell says who he is, not that somebody else is told through him.
    all.push(role !== 'given' && cell.relation?.kind === 'child' ? { ...cell, relation: null } : cell);
    if (cell.words.length === 0) continue;
    parts[role] = hasNothingBeside(cell) ? written : cell.words.map((word) => word.written).join(' ');
    placed.push(...cell.words.map((word) => ({ word, role })));
  }
  if (placed.length === 0) return null;
  const { kunya } = takeKunya(full.words)[0]!;
  const isPart = placed.some(({ word }) => word.text === kunya?.text);
  const lists = (list: (each: ReadName) => string[]): string[] => [...new Set(all.flatMap(list))];
  const read: ReadName = {
    ...full,
    script: scriptOf(placed.map(({ word }) => word.text).join(' ')),
    kunya: [...(kunya && !isPart ? [kunya.written] : []), ...lists((each) => each.kunya)],
    aliases: lists((each) => each.aliases),
    aliasWords: all.flatMap((each) => each.aliasWords),
    titles: lists((each) => each.titles),
    fateWords: lists((each) => each.fateWords),
    linkWords: lists((each) => each.linkWords),
    unread: lists((each) => each.unread),
    relation: all.find(({ relation }) => relation)?.relation ?? null,
    damaged: all.some(({ damaged }) => damaged),
  };
  return { read, placed, parts };
}

function hasNothingBeside(cell: ReadName): boolean {
  const { kunya, aliases, titles, fateWords, linkWords, unread, relation } = cell;
  return [kunya, aliases, titles, fateWords, linkWords, unread].every((list) => list.length === 0) && !relation;
}
