import fc from 'fast-check';
import { type Caller, callersOf } from '../matrix/callers.js';
import { expectedOutcome } from '../matrix/expectation.js';
import { type OpenApi, type Operation, operationsOf } from '../matrix/operations.js';
import { paramsOf, targetOf, things } from '../matrix/specimens.js';
import { validBodies } from '../matrix/valid-bodies.js';
import type { World } from '../matrix/world.js';
import { call } from '../staff.js';
import { Counts, classOf, type Finding, wrongWith } from './judge.js';
import { askingOver } from './kept-connections.js';
import { oddText } from './odd-texts.js';
import { type Step, spoiled, steps, textChanges } from './spoil.js';
import { type FullSchema, idMark, valuesOf } from './values-of-schema.js';

/** One request as it can be sent in any world: ids of things and the caller's credential are put in when it is sent. */
export interface Sample {
  operation: string;
  caller: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
  /** The body holds bytes that are no text. */
  base64?: true;
}

const marks = Object.keys(things);
const headerText = /^[\t\x20-\x7e]*$/;

/** Sends to every described operation what its description allows, and what it does not. */
export class ApiSurface {
  readonly counts = new Counts();
  readonly perOperation: Record<string, Counts> = {};
  readonly operations: (Operation & { requests: fc.Arbitrary<Sample> })[];
  private readonly connections;

  private constructor(
    private readonly world: World,
    document: OpenApi,
    operations: Operation[],
    private readonly callers: Caller[],
  ) {
    this.connections = askingOver(world.service.url);
    this.operations = operations
      .filter(({ described }) => described)
      .map((operation) => ({ ...operation, requests: requestsOf(world, document, operation, callers) }));
  }

  static async of(world: World): Promise<ApiSurface> {
    const { operations, document } = await operationsOf(world);
    return new ApiSurface(world, document, operations, await callersOf(world));
  }

  close(): void {
    this.connections.close();
  }

  /** @param round which samples: the same round and seed give the same ones */
  async run(operation: ApiSurface['operations'][number], seed: number, count: number): Promise<Finding[]> {
    const samples = fc.sample(operation.requests, { seed, numRuns: count });
    const found: Finding[] = [];
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let sample = samples.shift(); sample; sample = samples.shift()) {
          const what = await this.send(sample);
          if (what) found.push({ surface: 'api', what, input: sample });
        }
      }),
    );
    return found;
  }

  /** @returns what is wrong with the answer, or null */
  async send({ operation, caller: mark, path, headers, body, base64 }: Sample): Promise<string | null> {
    const caller = this.callers.find((each) => each.mark === mark) ?? this.callers[0];
    const [method] = operation.split(' ');
    const put = (text: string) => withIds(this.world, text);
    const bytes = body === null ? undefined : base64 ? Buffer.from(body, 'base64') : put(body);
    const always = { 'idempotency-key': crypto.randomUUID(), 'if-match': '"1"' };
    try {
      const answer = await this.connections.ask(method, put(path), { ...always, ...caller.headers, ...headers }, bytes);
      this.counts.add(classOf(answer.status));
      this.perOperation[operation] ??= new Counts();
      this.perOperation[operation].add(String(answer.status));
      if (answer.status === 401 && caller.is && !('authorization' in headers)) await this.comeBack(caller);
      return wrongWith(method, answer);
    } catch (error) {
      return `no answer: ${(error as { code?: string }).code ?? (error as Error).message}`;
    }
  }

  /** Somebody whose session was ended by what was sent. */
  private async comeBack(caller: Caller): Promise<void> {
    if (caller.renewed) caller.headers = await caller.renewed();
    if (!caller.family || caller.family.gone) return;
    const opened = await call(this.world.service.url, 'POST', '/v1/family/session', caller.family.signIn);
    if (opened.status === 200) caller.headers = { authorization: `Bearer ${opened.body.token}` };
  }
}

const withIds = (world: World, text: string): string =>
  text.replaceAll(/\{\{([^{}]+)\}\}/g, (whole, name: string) => things[name]?.(targetOf(world.amal)) ?? whole);

/** The ids of this world by their marks, for bodies that were made with real ids. */
function withMarks(world: World, text: string): string {
  const target = targetOf(world.amal);
  return marks.reduce((now, name) => now.replaceAll(things[name](target), idMark(name)), text);
}

function requestsOf(world: World, document: OpenApi, operation: Operation, callers: Caller[]): fc.Arbitrary<Sample> {
  const whoMay = callers.filter((caller) => expectedOutcome(world, operation, caller) === 'reached');
  const caller = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...(whoMay.length > 0 ? whoMay : callers)) },
    { weight: 1, arbitrary: fc.constantFrom(...callers) },
  );
  return fc
    .record({
      caller: caller.map(({ mark }) => mark),
      path: pathsOf(operation),
      query: queriesOf(document, operation, marks),
      headers: headersOf(),
      body: bodiesOf(world, document, operation),
    })
    .map(({ path, query, headers, body, caller: mark }) => ({
      operation: operation.key,
      caller: mark,
      path: path + query,
      headers: { ...(body.type === null ? {} : { 'content-type': body.type }), ...headers },
      body: body.text,
      ...(body.base64 ? { base64: true as const } : {}),
    }));
}

/** Ids of things that are there; now and then of nothing, or what is no id. */
function pathsOf({ route }: Operation): fc.Arbitrary<string> {
  const params = paramsOf(route);
  if (params.length === 0) return fc.constant(route);
  const one = (prefix: string) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(idMark(prefix)) },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: oddText.map((text) => encodeURIComponent(text.toWellFormed().slice(0, 200)) || '%20') },
    );
  return fc
    .tuple(...params.map(([prefix]) => one(prefix)))
    .map((values) => params.reduce((path, [, name], at) => path.replace(`:${name}`, values[at]), route));
}

function queriesOf(document: OpenApi, { described }: Operation, ids: readonly string[]): fc.Arbitrary<string> {
  const params = (described?.parameters ?? []).filter((param) => param.in === 'query');
  const pair = (name: string, value: unknown) =>
    `${encodeURIComponent(name)}=${encodeURIComponent(String(value ?? '').toWellFormed()).slice(0, 2_000)}`;
  const good = params.map(({ name, schema }) =>
    fc.option(
      valuesOf(document, schema as FullSchema, ids).map((value) => pair(name, value)),
      { nil: null },
    ),
  );
  const names = fc.constantFrom(
    'a',
    '__proto__',
    'constructor',
    '',
    'limit[]',
    'limit[a]',
    ...params.map(({ name }) => name),
  );
  const odd = fc.tuple(names, oddText).map(([name, value]) => pair(name, value));
  return fc
    .tuple(fc.tuple(...good), fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: odd }))
    .map(([pairs, more]) => [...pairs, more].filter((each) => each !== null).join('&'))
    .map((query) => (query === '' ? '' : `?${query}`));
}

/** Mostly none but those that belong there. */
function headersOf(): fc.Arbitrary<Record<string, string>> {
  const oddHeader = fc.tuple(
    fc.constantFrom(
      'idempotency-key',
      'if-match',
      'if-none-match',
      'accept',
      'accept-language',
      'content-encoding',
      'content-type',
      'authorization',
      'cookie',
      'origin',
      'range',
      'upload-offset',
      'upload-length',
      'last-event-id',
      'x-forwarded-for',
      'x-http-method-override',
    ),
    fc.oneof(
      fc.constantFrom(
        '"1"',
        '"2"',
        '*',
        '0',
        '-1',
        '999999999999999999999',
        'gzip',
        'Athartest-1',
        'bytes=0-',
        'a, b, c',
      ),
      oddText.filter((text) => headerText.test(text) && text.length < 500),
    ),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.array(oddHeader, { minLength: 1, maxLength: 2 }).map((all) => Object.fromEntries(all)) },
  );
}

interface Body {
  text: string | null;
  type: string | null;
  base64?: boolean;
}

const otherTypes = [
  'application/merge-patch+json',
  'application/json; charset=utf-16',
  'application/json;charset="',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=a',
  'multipart/form-data',
  'application/offset+octet-stream',
  'text/plain',
  'text/html',
  'application/xml',
  '',
  '/',
];

/** A third as described, a third spoiled in a place, a third broken as a text or called something else. */
function bodiesOf(world: World, document: OpenApi, { key, described, method }: Operation): fc.Arbitrary<Body> {
  const content = described?.requestBody?.content ?? {};
  const type = Object.keys(content)[0];
  if (!type || method === 'GET' || method === 'HEAD') return strayBodies(method);
  const described_ = valuesOf(document, content[type].schema as FullSchema, marks);
  const known = validBodies[key];
  const good = known
    ? fc.oneof(
        described_,
        fc.constant(JSON.parse(withMarks(world, JSON.stringify(known(targetOf(world.amal))))) as unknown),
      )
    : described_;
  const text = (value: unknown) => JSON.stringify(value) ?? '';
  const spoiledOnes = fc.tuple(good, steps).map(([value, done]: [unknown, Step[]]) => text(spoiled(value, done)));
  const goodOnes = good.map(text);
  const broken = fc
    .tuple(fc.oneof(goodOnes, spoiledOnes), fc.constantFrom(...Object.keys(textChanges)))
    .map(([whole, how]): Body => {
      const changed = textChanges[how](whole);
      if (typeof changed === 'string') return { text: changed, type };
      return { text: changed.toString('base64'), type, base64: true };
    });
  return fc.oneof(
    { weight: 4, arbitrary: goodOnes.map((whole): Body => ({ text: whole, type })) },
    { weight: 4, arbitrary: spoiledOnes.map((whole): Body => ({ text: whole, type })) },
    { weight: 2, arbitrary: broken },
    {
      weight: 1,
      arbitrary: fc
        .tuple(goodOnes, fc.constantFrom(...otherTypes))
        .map(([whole, other]): Body => ({ text: whole, type: other })),
    },
  );
}

/** A body where none belongs. */
const strayBodies = (method: string): fc.Arbitrary<Body> =>
  method === 'GET' || method === 'HEAD'
    ? fc.constant({ text: null, type: null })
    : fc.oneof(
        { weight: 4, arbitrary: fc.constant<Body>({ text: null, type: null }) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<Body>(
            { text: '{}', type: 'application/json' },
            { text: '', type: 'application/json' },
            { text: '[1]', type: 'application/json' },
            { text: 'Athartest', type: 'text/plain' },
          ),
        },
      );
