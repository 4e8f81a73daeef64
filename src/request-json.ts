import { type FieldError, Problem, unknownField } from './errors.js';
import { pointerOf } from './json-pointer.js';

/** A report is four levels deep. What is far deeper was not made by a person's program, and every walk through it would be a recursion. */
const deepest = 32;

interface Level {
  /** Keys met so far; null for an array. */
  keys: Set<string> | null;
  step: string | number;
}

/**
 * Reads JSON that came from outside, more strictly than JSON.parse: a key that stands twice is refused, because one of the two values
 * would be lost silently.
 * @param within where the text itself stands, for the pointers
 * @throws Problem request.not_json, request.unknown_field, request.invalid with codes body.too_deep, field.duplicate
 */
export function readJson(sent: string, within: readonly string[] = []): unknown {
  const text = sent.replace(/^\ufeff/, ''); // byte order mark
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('request.not_json', undefined, [
      {
        pointer: pointerOf(within),
        code: 'body.not_json',
        message: text === '' ? 'It is empty.' : 'This is not JSON.',
      },
    ]);
  }
  const error = structureError(text, within);
  if (error)
    throw new Problem(error.code === 'field.unknown' ? 'request.unknown_field' : 'request.invalid', undefined, [error]);
  return value;
}

/** Walks over the tokens of a text that is known to be JSON, without recursion. */
function structureError(text: string, within: readonly string[]): FieldError | null {
  const levels: Level[] = [];
  let lastString = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push(token === '{' ? { keys: new Set(), step: '' } : { keys: null, step: 0 });
      if (levels.length > deepest) {
        return {
          pointer: pointerOf(within),
          code: 'body.too_deep',
          message: `The body is nested more than ${deepest} levels deep.`,
        };
      }
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.step === 'number') level.step++;
    else if (token === ':' && level?.keys) {
      const key: string = JSON.parse(lastString);
      level.step = key;
      const path = () => [...within, ...levels.map(({ step }) => step)];
      // `__proto__`, `constructor`: no field of ours, and to be kept from code that copies objects key by key.
      if (key in Object.prototype) {
        return unknownField(path());
      }
      if (level.keys.has(key)) {
        return { pointer: pointerOf(path()), code: 'field.duplicate', message: 'This field stands here twice.' };
      }
      level.keys.add(key);
    } else if (token.startsWith('"')) lastString = token;
  }
  return null;
}
