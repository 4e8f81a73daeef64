// Words for people that stand in the program and not in a catalogue: nobody can translate those.
import ts from 'typescript';
import { nodesOf, parsed } from './source-files.js';

/** Attributes and properties whose value is shown or read out. */
const shown =
  /^(title|alt|placeholder|label|hint|heading|button|none|text|summary|legend|caption|aria-(label|description|roledescription|valuetext|placeholder))$/;
const letters = /\p{L}/u;
/** In an attribute for the script, two words are a text; one is a switch. */
const twoWords = /\p{L}\s+\p{L}/u;

/**
 * One line for each text that is written into a file of pages, with its place.
 * @param keys of the catalogue: they name a text and are none
 */
export function hardCodedText(path: string, keys: ReadonlySet<string>, text?: string): string[] {
  const file = parsed(path, text);
  const found: string[] = [];
  const say = (node: ts.Node, words: string) =>
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}: ${words.trim()}`);
  const sayOf = (value: ts.Node | undefined, wanted: RegExp) => {
    for (const [node, words] of textsOf(value)) if (wanted.test(words) && !keys.has(words)) say(node, words);
  };
  for (const node of nodesOf(file)) {
    if (ts.isJsxText(node) && letters.test(node.text)) say(node, node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) sayOf(node.expression, letters);
    if (ts.isJsxAttribute(node)) {
      const name = node.name.getText(file);
      const value =
        node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (shown.test(name)) sayOf(value, letters);
      else if (name.startsWith('data-')) sayOf(value, twoWords);
    }
    if (ts.isPropertyAssignment(node) && shown.test(node.name.getText(file).replace(/^['"]|['"]$/g, '')))
      sayOf(node.initializer, letters);
  }
  return found;
}

/** The texts that an expression can come to, as far as they are written in it. What it calls or names is looked at where that stands. */
function textsOf(node: ts.Node | undefined): [ts.Node, string][] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [[node, node.text]];
  if (ts.isTemplateExpression(node))
    return [
      [node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ')],
      ...node.templateSpans.flatMap(({ expression }) => textsOf(expression)),
    ];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(textsOf);
  if (ts.isBinaryExpression(node)) {
    const isResult = [
      ts.SyntaxKind.PlusToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
    ].includes(node.operatorToken.kind);
    return isResult ? [...textsOf(node.left), ...textsOf(node.right)] : [];
  }
  return [];
}
