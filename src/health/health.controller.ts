import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { z } from 'zod';
import { Problem } from '../errors.js';

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

/** A balancer that asks must hear of a database that hangs before it gives up itself. */
const databaseWithinMs = 1_000;

@ApiTags('Health')
@Controller('v1/health')
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'isAlive', summary: 'The process answers' })
  @ApiOkResponse({ standardSchema: Health })
  alive() {
    return { status: 'ok' };
  }

  /** The queue is not asked: without it everything is still accepted and done later. What is wrong with the database is told nobody here: anybody may ask. */
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'The service can take requests' })
  @ApiOkResponse({ standardSchema: Health })
  async ready() {
    await this.checks.check([() => this.database.pingCheck('database', { timeout: databaseWithinMs })]).catch(() => {
      throw new Problem('service.unavailable');
    });
    return { status: 'ok' };
  }
}
