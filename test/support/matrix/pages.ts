import { realConnections } from '../catalogue/acting-roles.js';
import { rightsPage, rightsPagePath } from '../catalogue/rights-page.js';
import { rowsOfWorld } from '../catalogue/rows.js';
import type { World } from './world.js';

/** The committed pages, made anew: path and text of each. */
export async function makePages(world: World): Promise<Record<string, string>> {
  const { dataSource } = world.service;
  const connections = realConnections(process.env.DATABASE_URL!);
  try {
    const tables = await rowsOfWorld(dataSource, world);
    const query = (sql: string, values?: unknown[]) => dataSource.query(sql, values);
    return { [rightsPagePath]: await rightsPage(query, connections.actAs, world, tables) };
  } finally {
    await connections.end();
  }
}
