import { type NameParse, normaliserVersion, parseName, scriptOf, splitNames } from '../../matching/index.js';
import { type NameParts, nameRoles, type PersonName } from '../../matching/record.js';
import { remember } from './remember.js';
import type { RowProblemCode } from './row-problems.js';

/** One written form of a name as a row of person_names without ids and position, and what is to be said of it. */
export interface NameForm {
  columns: Readonly<Record<string, unknown>>;
  fateWords: readonly string[];
  problems: readonly RowProblemCode[];
}

/** One script, and no mark that could divide the text. */
const plainWords =
  /^(?:[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*|[A-Za-z]+(?:[ '-][A-Za-z]+)*)$/;

/** A letter of a third script within a word of ours, as a look-alike of another keyboard is. */
const wordInTwoScripts =
  /[\p{Script=Arabic}\p{Script=Latin}]\p{M}*(?!\p{Script=Arabic}|\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited})\p{L}|(?!\p{Script=Arabic}|\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited})\p{L}\p{M}*[\p{Script=Arabic}\p{Script=Latin}]/u;

/** Divides and reads written names. Remembers what it read: make one for each import. */
export class NameForms {
  /** The names in one cell. */
  readonly inCell: (cell: string) => readonly PersonName[] = remember((cell) => this.divide(cell));
  private last: { key: string; parses: NameParse[] } | null = null;

  /** One written form as it is stored; null for a text that names nobody. */
  form(name: PersonName): NameForm | null {
    const parses = this.parse(name);
    const best = parses[0];
    if (best === undefined) return null;
    const script = scriptOf(name.raw);
    const columns: Record<string, unknown> = { raw: name.raw };
    for (const role of nameRoles) if (name.parts?.[role] !== undefined) columns[`${role}_raw`] = name.parts[role];
    Object.assign(columns, { script, origin: 'partner', parses, normaliser_version: normaliserVersion });
    const problems: RowProblemCode[] = [];
    if (wordInTwoScripts.test(name.raw)) problems.push('name.mixed_script');
    if (best.damaged) problems.push('name.damaged');
    if (best.relation?.of === null) problems.push('name.of_relative');
    if (hasOnlyInitials(best.parts)) problems.push('name.initials');
    return { columns, fateWords: best.fateWords, problems };
  }

  private divide(cell: string): readonly PersonName[] {
    const trimmed = cell.trim();
    if (plainWords.test(trimmed)) {
      const name = { raw: trimmed };
      const best = this.parse(name)[0];
      // Nothing beside the name: then it is the only one, and was taken apart once.
      if (best && best.aliases.length + best.linkWords.length + best.unread.length === 0) return [name];
    }
    const names = splitNames(cell);
    // A letter of a third script that looks like one of ours would tear the name in two.
    return names.length > 1 && wordInTwoScripts.test(cell) ? [{ raw: trimmed }] : names.map((raw) => ({ raw }));
  }

  /** A name is asked for twice in a row: when its cell is divided and when its columns are made. */
  private parse(name: PersonName): NameParse[] {
    if (name.parts !== undefined) return parseName(name);
    if (this.last?.key !== name.raw) this.last = { key: name.raw, parses: parseName(name) };
    return this.last.parses;
  }

  /**
   * Parts as a source gave them, cell by cell. Where cells hold a part in both scripts, one name for each script; a part in one script alone goes to the name
   * of that script.
   */
  ofParts(parts: NameParts): NameParts[] {
    if (!Object.values(parts).some((text) => scriptOf(text) === 'mixed')) return [parts];
    const byScript: Record<'Arab' | 'Latn', NameParts> = { Arab: {}, Latn: {} };
    for (const role of nameRoles) {
      const written = parts[role];
      if (written === undefined) continue;
      for (const { raw } of scriptOf(written) === 'mixed' ? this.inCell(written) : [{ raw: written }]) {
        const script = scriptOf(raw);
        if ((script !== 'Arab' && script !== 'Latn') || byScript[script][role] !== undefined) return [parts];
        byScript[script][role] = raw;
      }
    }
    return Object.values(byScript).filter((each) => Object.keys(each).length > 0);
  }
}

/** "A. B.": no two letters stand together anywhere. */
const hasOnlyInitials = (parts: NameParts): boolean =>
  Object.values(parts).every((word) => word.length < 12 && !/\p{L}\p{M}*\p{L}/u.test(word));
