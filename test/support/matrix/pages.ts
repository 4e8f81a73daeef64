import { realConnections } from '../catalogue/acting-roles.js';
import { allReaches, everybody, purposesOf } from '../catalogue/reach.js';
import { rightsPage, rightsPagePath } from '../catalogue/rights-page.js';
import { rowsOfWorld } from '../catalogue/rows.js';
import { callersOf } from './callers.js';
import { tryAll } from './cells.js';
import { matrixPage, matrixPagePath } from './matrix-page.js';
import { operationsOf } from './operations.js';
import type { World } from './world.js';

/** The committed pages, made anew: path and text of each. */
export async function makePages(world: World): Promise<Record<string, string>> {
  const { dataSource } = world.service;
  const connections = realConnections(process.env.DATABASE_URL!);
  try {
    const tables = await rowsOfWorld(dataSource, world);
    const query = (sql: string, values?: unknown[]) => dataSource.query(sql, values);
    const people = everybody(world, await purposesOf(query));
    const rights = await rightsPage(query, people, await allReaches(connections.actAs, people, tables));
    const { operations } = await operationsOf(world);
    const callers = await callersOf(world);
    const cells = await tryAll(world, operations, callers);
    return { [rightsPagePath]: rights, [matrixPagePath]: matrixPage(operations, callers, cells) };
  } finally {
    await connections.end();
  }
}
