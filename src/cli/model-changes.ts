import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { Role } from '../access/account.entity.js';
import type { StaffActor } from '../access/actor.js';
import type { ModelChangeView } from '../models/model-change-view.js';
import type { ModelView } from '../models/model-view.js';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import { printJson, UsageError } from './output.js';

interface Options {
  as?: string;
  data?: string;
  json?: boolean;
  reason?: string;
}

const keepers: readonly Role[] = ['supervisor', 'system_admin'];

/** The commands that change which model is in use, and the list of models. */
export function addModelChangeCommands(model: Command): void {
  const add = (name: string, description: string) =>
    model
      .command(name)
      .description(description)
      .option('--as <account>', asHelp)
      .option('--data <directory>', dataDirectoryHelp)
      .option('--json', 'print one JSON object');
  add('list', 'models that are stored, which of them is in use, and the change that waits').action((options: Options) =>
    list(options),
  );
  add('propose <file>', 'propose a model: counts what it would change on past decisions, and waits for a second person')
    .requiredOption('--reason <words>', 'why, for the second person')
    .addHelpText(
      'after',
      `
For supervisors of the organisation that runs the service. One proposal waits at a time. Nothing is scored with it before somebody else confirms.

  athar model estimate --as nour --write model.json
  athar model propose model.json --reason "240 decisions of this spring" --as nour
  athar model confirm --as rami`,
    )
    .action((file: string, options: Options) =>
      change(options, ['supervisor'], async (changes, actor) =>
        changes.propose(actor, randomUUID(), { file: read(file), reason: options.reason! }),
      ),
    );
  const decisions = [
    ['confirm [id]', 'put the proposed model in use, as a second person; everything is compared again', 'confirm'],
    ['refuse [id]', 'refuse the proposed model, as a second person', 'refuse'],
    ['withdraw [id]', 'take back what one proposed oneself', 'withdraw'],
  ] as const;
  for (const [name, description, decision] of decisions)
    add(name, `${description} (without an id: the one that waits)`).action((id: string | undefined, options: Options) =>
      change(options, keepers, async (changes, actor) =>
        changes[decision](actor, id ?? (await waiting(changes, actor))),
      ),
    );
  add('rollback', 'go back at once to the model that the one in use replaced; supervisors get an alarm')
    .requiredOption('--reason <words>', 'why, for the supervisors')
    .action((options: Options) =>
      change(options, keepers, (changes, actor) => changes.rollBack(actor, randomUUID(), options.reason!)),
    );
}

type Changes = import('../models/model-changes.service.js').ModelChanges;

async function change(
  options: Options,
  roles: readonly Role[],
  work: (changes: Changes, actor: StaffActor) => Promise<ModelChangeView>,
): Promise<void> {
  const { ModelChanges } = await import('../models/model-changes.service.js');
  const view = await asKeeper(options, roles, (app, actor) => work(app.get(ModelChanges), actor));
  if (options.json) return printJson(view);
  const { dryRunInWords } = await import('./dry-run-words.js');
  console.log(
    [inWords(view), ...(view.state === 'pending' && view.dry_run ? ['', ...dryRunInWords(view.dry_run)] : [])].join(
      '\n',
    ),
  );
}

async function list(options: Options): Promise<void> {
  const [{ Models }, { ModelChanges }] = await Promise.all([
    import('../models/models.service.js'),
    import('../models/model-changes.service.js'),
  ]);
  const found = await asKeeper(options, keepers, async (app, actor) => ({
    models: (await app.get(Models).list(actor, { limit: 200 })).items,
    changes: (await app.get(ModelChanges).list(actor, { limit: 25 })).items,
  }));
  if (options.json) return printJson(found);
  console.log([...found.models.map(modelInWords), '', ...found.changes.map(inWords)].join('\n').trimEnd());
}

async function asKeeper<T>(
  options: Options,
  roles: readonly Role[],
  work: (app: INestApplicationContext, actor: StaffActor) => Promise<T>,
): Promise<T> {
  const { asStaff } = await import('./staff-context.js');
  return asStaff(options, work, roles);
}

async function waiting(changes: Changes, actor: StaffActor): Promise<string> {
  const { items } = await changes.list(actor, { limit: 1, state: 'pending' });
  if (items.length === 0) throw new UsageError('No change of the model waits: athar model propose.');
  return items[0].id;
}

function read(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code ? `The model file cannot be read (${code}).` : 'The model file is not JSON.');
  }
}

const modelInWords = ({ version, hash, in_use, built_in, estimated }: ModelView): string =>
  `${in_use ? '*' : ' '} ${version.padEnd(12)} ${hash.slice(0, 12)}  ${built_in ? 'came with the program' : estimated.data}`;

function inWords({ id, kind, state, model, replaces, proposed_by_name, decided_by_name }: ModelChangeView): string {
  const what = kind === 'rollback' ? 'back to' : 'put in use';
  const by = [proposed_by_name, decided_by_name].filter(Boolean).join(', then ');
  return `Change ${id}: ${what} ${model.version} in place of ${replaces.version}, ${state === 'at_once' ? 'done' : state}, by ${by}`;
}
