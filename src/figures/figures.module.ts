import { Module } from '@nestjs/common';
import { FiguresController } from './figures.controller.js';
import { Figures } from './figures.service.js';

/** For supervisors alone: row-level security lets administrators see no report, not even to count it. */
@Module({ controllers: [FiguresController], providers: [Figures] })
export class FiguresModule {}
