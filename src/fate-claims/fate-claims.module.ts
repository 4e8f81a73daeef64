import { Module } from '@nestjs/common';
import { FateClaimsController } from './fate-claims.controller.js';
import { FateClaims } from './fate-claims.service.js';

@Module({ controllers: [FateClaimsController], providers: [FateClaims] })
export class FateClaimsModule {}
