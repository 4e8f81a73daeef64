import fc from 'fast-check';
import { oddValue } from './values-of-schema.js';

type Json = unknown;

/** One thing done to a value: at the place that the number picks, of all places in it. */
export interface Step {
  how: 'replace' | 'drop' | 'add' | 'wrap' | 'null' | 'double' | 'deepen';
  place: number;
  value: Json;
  key: string;
}

const keys = fc.constantFrom(
  'extra',
  '',
  'constructor',
  'hasOwnProperty',
  'id',
  'role',
  'organisation_id',
  '\u0000',
  '\ud800',
  '\u202e',
  'a'.repeat(300),
  '0',
);

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    how: fc.constantFrom<Step['how']>(
      'replace',
      'replace',
      'replace',
      'drop',
      'add',
      'wrap',
      'null',
      'double',
      'deepen',
    ),
    place: fc.nat({ max: 10_000 }),
    value: oddValue,
    key: keys,
  }),
  { minLength: 1, maxLength: 3 },
);

/** Leaves the value itself as it was. */
export function spoiled(value: Json, done: readonly Step[]): Json {
  let now: Json = structuredClone(value);
  for (const step of done) now = once(now, step);
  return now;
}

function once(value: Json, step: Step): Json {
  const places = placesOf(value);
  const path = places[step.place % places.length];
  return at(value, path, (there) => changed(there, step));
}

const gone = Symbol('left out');

function changed(there: Json, { how, value, key }: Step): Json | typeof gone {
  switch (how) {
    case 'replace':
      return value;
    case 'drop':
      return gone;
    case 'null':
      return null;
    case 'wrap':
      return [there];
    case 'double':
      return Array.isArray(there) ? [...there, ...there, ...there] : [there, there];
    case 'deepen':
      return Array.from({ length: 40 }).reduce((inner: Json) => ({ a: inner }), there);
    default:
      return there !== null && typeof there === 'object' && !Array.isArray(there) ? { ...there, [key]: value } : value;
  }
}

function placesOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  const inside = Array.isArray(value)
    ? value.flatMap((each, index) => placesOf(each, [...path, index]))
    : Object.entries(value).flatMap(([name, each]) => placesOf(each, [...path, name]));
  return [path, ...inside];
}

function at(value: Json, [step, ...rest]: (string | number)[], change: (there: Json) => Json | typeof gone): Json {
  if (step === undefined) {
    const now = change(value);
    return now === gone ? {} : now;
  }
  const now = rest.length === 0 ? change((value as never)[step]) : at((value as never)[step], rest, change);
  if (Array.isArray(value)) return now === gone ? value.toSpliced(Number(step), 1) : value.with(Number(step), now);
  const { [step]: _, ...others } = value as Record<string, Json>;
  return now === gone ? others : { ...others, [step]: now };
}

/** Done to the text of a body: what is no JSON any more, or JSON that two readers understand in two ways. */
export const textChanges: Record<string, (text: string) => string | Buffer> = {
  cut: (text) => text.slice(0, Math.floor(text.length / 2)),
  twice: (text) => `${text}${text}`,
  trailing: (text) => `${text}x`,
  commented: (text) => `/* a */${text}`,
  'byte order mark': (text) => `\ufeff${text}`,
  'key twice': (text) => text.replace(/^\{/, '{"extra":1,"extra":2,'),
  'first key twice': (text) => text.replace(/^\{("[^"]*":)/, '{$1null,$1'),
  prototype: (text) => text.replace(/^\{/, '{"__proto__":{"role":"system_admin"},'),
  'beyond all numbers': (text) => text.replace(/\d+/, '1e999'),
  'wrong bytes': (text) => Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0x22, 0x7d])]),
  utf16: (text) => Buffer.from(text, 'utf16le'),
  spaces: (text) => ' '.repeat(50_000) + text,
  'too large': (text) => `${text.slice(0, -1)}${' '.repeat(270_000)}}`,
  deep: () => '['.repeat(20_000) + ']'.repeat(20_000),
  empty: () => '',
  'a text': () => '"Athartest"',
  'a number': () => '1e400',
};
