import type { DataSource } from 'typeorm';

/** Counts of the connections of one process, as the driver's pool keeps them. */
export interface ConnectionPool {
  totalCount: number;
  idleCount: number;
  /** Requests that wait for a connection. */
  waitingCount: number;
}

/** The pool that TypeORM keeps to itself. */
export const poolOf = (dataSource: DataSource): ConnectionPool =>
  (dataSource.driver as unknown as { master: ConnectionPool }).master;
