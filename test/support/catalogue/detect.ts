import type pg from 'pg';
import type { World } from '../matrix/world.js';
import { withinTransaction } from './acting-roles.js';
import { notTenant } from './allowed.js';
import { lintCatalogue } from './lint.js';
import type { CatalogueMutation } from './mutations.js';
import { everybody, inWords, reachOf, type Someone } from './reach.js';
import { tooMuch } from './reach-rules.js';
import { functionsTable, grantsTable, policiesList, squeezed } from './rights-page.js';
import type { Table } from './rows.js';

/** Which of the checks of database-catalogue.spec.ts a mutation fails; none when it survives. */
export type Detected = 'reach' | 'lint' | 'page';

/** The committed page cut into what is compared for one mutation: its own rows of what people reach, and the lists of rights. */
export class CatalogueDetector {
  private readonly people: Someone[];
  private readonly page: string;
  private readonly reached: string[];

  constructor(
    private readonly owner: pg.Client,
    world: World,
    private readonly tables: Table[],
    purposes: string[],
    page: string,
  ) {
    this.people = everybody(world, purposes);
    this.page = squeezed(page);
    this.reached = this.page.slice(0, this.page.indexOf('\n## Grants\n')).split('\n');
  }

  /** Applies, looks, takes back. */
  async detect({ sql, table }: CatalogueMutation): Promise<Detected[]> {
    await this.owner.query('begin');
    try {
      await this.owner.query(sql);
      return await this.look(table);
    } finally {
      await this.owner.query('rollback');
    }
  }

  /** With nothing mutated nothing may be found: else everything would count as caught. */
  async atRest(): Promise<string[]> {
    await this.owner.query('begin');
    try {
      const found: string[] = [];
      for (const { name } of this.tables) for (const what of await this.look(name)) found.push(`${name}: ${what}`);
      return found;
    } finally {
      await this.owner.query('rollback');
    }
  }

  private async look(mutated?: string): Promise<Detected[]> {
    const { query, actAs } = withinTransaction(this.owner);
    const detected: Detected[] = [];
    const table = this.tables.find(({ name }) => name === mutated);
    if (table) {
      const words: string[] = [];
      let wrong = 0;
      for (const someone of this.people) {
        const reach = await reachOf(actAs, someone, table);
        words.push(inWords(reach));
        if (!(table.name in notTenant)) wrong += tooMuch(someone, table, reach).length;
      }
      const [own] = this.reached.filter((line) => line.startsWith(`| ${table.name} | `));
      const now = words.every((cell) => cell === '–')
        ? undefined
        : squeezed(`| ${[table.name, ...words].join(' | ')} |`);
      if (wrong > 0 || own !== now) detected.push('reach');
    }
    if ((await lintCatalogue(query)).length > 0) detected.push('lint');
    for (const section of [grantsTable, policiesList, functionsTable])
      if (!this.page.includes(`\n\n${squeezed(await section(query))}\n\n`)) {
        detected.push('page');
        break;
      }
    return detected;
  }
}
