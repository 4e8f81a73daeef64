import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { CONFIG, type Config } from './config.js';
import { type DatabaseLimits, dataSourceOptions } from './database/data-source.js';
import { LOG } from './log-token.js';
import type { Log } from './logging.js';

/** Configuration, log and database: what every room of both processes stands on. */
@Global()
@Module({})
export class FoundationModule {
  static with(
    config: Config,
    log: Log,
    entities: DataSourceOptions['entities'] & unknown[],
    limits: DatabaseLimits,
  ): DynamicModule {
    return {
      module: FoundationModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.databaseUrl, entities as never, 10, limits),
          retryAttempts: 5,
          retryDelay: 1000,
        }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
      ],
      exports: [CONFIG, LOG],
    };
  }
}
