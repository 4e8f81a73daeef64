export type PseudoLanguage = 'en-XA' | 'en-XB';
/** A catalogue in ICU MessageFormat, with its texts in a language that nobody speaks. */
export function pseudoCatalogue(language: PseudoLanguage, catalogue: Record<string, string>): Record<string, string>;
/** One text of it. */
export function pseudoText(language: PseudoLanguage, text: string): string;
