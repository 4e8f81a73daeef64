import { type Config, readConfig } from '../config.js';

/** Configuration of a command that works on the database only: the queue is named when there is one, else none is needed. */
export function databaseUrl(): string {
  return readConfig({ ...process.env, REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' }).databaseUrl;
}

export function configuration(): Config {
  return readConfig(process.env);
}

export const dataDirectoryHelp =
  'where the embedded database and queue keep their files (environment: ATHAR_DATA; default: .athar)';

export function dataDirectory(option: string | undefined): string {
  return option ?? process.env.ATHAR_DATA ?? '.athar';
}
