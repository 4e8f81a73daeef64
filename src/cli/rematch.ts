import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { StaffActor } from '../access/actor.js';
import type { RematchView } from '../rematches/rematch-view.js';
import type { OrderedState, Rematches } from '../rematches/rematches.service.js';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import { printJson, UsageError } from './output.js';

interface Options {
  as?: string;
  data?: string;
  json?: boolean;
}

type Work = (rematches: Rematches, actor: StaffActor) => Promise<RematchView>;

export function addRematchCommand(program: Command): void {
  const rematch = program
    .command('rematch')
    .description('compare everything again; for system administrators; running workers do it');
  const add = (name: string, description: string, work: (id: string | undefined) => Work) =>
    rematch
      .command(name)
      .description(description)
      .option('--as <account>', asHelp)
      .option('--data <directory>', dataDirectoryHelp)
      .option('--json', 'print one JSON object')
      .action((...given) => run(work(given.length > 2 ? given[0] : undefined), given.at(-2)));
  add(
    'start',
    'begin a run: every profile is made anew, every report meets every record',
    () => (rematches, actor) => rematches.start(actor, randomUUID()),
  );
  add(
    'status [id]',
    'say how far a run is (without an id: the newest)',
    (id) => async (rematches, actor) => rematches.view(actor, id ?? (await newest(rematches, actor))),
  );
  const orders: [string, string, OrderedState][] = [
    ['pause [id]', 'pause the run; chunks that a worker is at are done first', 'paused'],
    ['resume [id]', 'let it go on where it stopped', 'running'],
    ['cancel [id]', 'end it; what was compared stays', 'cancelled'],
  ];
  for (const [name, description, state] of orders)
    add(
      name,
      description,
      (id) => async (rematches, actor) => rematches.order(actor, id ?? (await newest(rematches, actor)), state),
    );
  for (const command of rematch.commands) command.exitOverride();
}

async function run(work: Work, options: Options): Promise<void> {
  const [{ asStaff }, { Rematches }] = await Promise.all([
    import('./staff-context.js'),
    import('../rematches/rematches.service.js'),
  ]);
  const view = await asStaff(options, (app, actor) => work(app.get(Rematches), actor), ['system_admin']);
  if (options.json) printJson(view);
  else console.log(inWords(view));
}

async function newest(rematches: Rematches, actor: StaffActor): Promise<string> {
  const { items } = await rematches.list(actor, { limit: 1 });
  if (items.length === 0) throw new UsageError('Nothing was compared again so far: athar rematch start.');
  return items[0].id;
}

function inWords(view: RematchView): string {
  const { chunks, records, reports } = view;
  const speed = view.per_second === null ? '' : `, ${view.per_second} a second`;
  const left = view.seconds_left === null ? '' : `, about ${view.seconds_left} s left of this step`;
  return [
    `Run ${view.id}: ${view.state}, ${(view.share * 100).toFixed(1)} %`,
    `step ${view.step}${speed}${left}`,
    `${chunks.done} of ${chunks.total} chunks, ${records.done} of ${records.total} records, ${reports.done} of ${reports.total} reports, ${view.suggestions_written} suggestions written`,
  ].join('\n');
}
