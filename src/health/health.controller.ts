import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Problem } from '../errors.js';

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

@ApiTags('Health')
@Controller('v1/health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ operationId: 'isAlive', summary: 'The process answers' })
  @ApiOkResponse({ standardSchema: Health })
  alive() {
    return { status: 'ok' };
  }

  /** The queue is not asked: without it everything is still accepted and done later. */
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'The service can take requests' })
  @ApiOkResponse({ standardSchema: Health })
  async ready() {
    await this.dataSource.query('select 1').catch(() => {
      throw new Problem('service.unavailable');
    });
    return { status: 'ok' };
  }
}
