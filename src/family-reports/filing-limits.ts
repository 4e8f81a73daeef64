import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { networkOf } from '../access/networks.js';
import { type NetworkScope, TryLimits } from '../access/try-limits.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { normaliseText } from '../matching/index.js';
import type { ReportContent } from '../reports/report-body.js';

const dayMs = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Of a filing: hashes under today's key, and under those of the days on which others of the last two may have come. */
export interface FilingMarks {
  network: Buffer;
  networksOfTwoDays: Buffer[];
  kin: Buffer;
}

/**
 * Whole towns come from one prefix of a mobile network, and an office files for many families: nobody is turned away for good. Filings of one network are
 * slowed down after fifty, and reports of people who are not related that come from one are marked for staff to look at.
 */
@Injectable()
export class FilingLimits {
  constructor(
    private readonly limits: TryLimits,
    private readonly keys: KeyRingFile,
  ) {}

  /**
   * Counts one message of a network. What could not be stored is taken back by the answer.
   * @throws Problem access.too_many_tries with Retry-After in seconds
   */
  async take(scope: NetworkScope & ('family_filing' | 'extortion_tip'), address: string): Promise<() => Promise<void>> {
    const attempt = await this.limits.takeOfNetwork(scope, address);
    return () => attempt.takeBack();
  }

  marksOf(address: string, { sought }: ReportContent, now = Date.now()): FilingMarks {
    const ring = this.keys.current();
    const network = networkOf(address);
    const hashOn = (time: number) => ring.mac('network', 'family filing', dayOf(time), network);
    return {
      network: hashOn(now),
      networksOfTwoDays: [0, 1, 2].map((days) => hashOn(now - days * dayMs)),
      // The same over the days of the window, so that brothers who are told of on two days count once.
      kin: ring.mac('network', 'family filing', 'kin', normaliseText(familyNameOf(sought.names[0]))),
    };
  }

  /** Marks all reports of the network when three families are among them. In the transaction that filed one. */
  async flag(manager: EntityManager, { networksOfTwoDays }: FilingMarks): Promise<void> {
    await manager.query('select flag_filings($1)', [networksOfTwoDays]);
  }
}

/** The family name, or the last part of what was written: people who share it may be brothers who were taken together. */
function familyNameOf(name: ReportContent['sought']['names'][number]): string {
  const { family, grandfather, father, full, given } = name;
  return family ?? (full ?? grandfather ?? father ?? given ?? '').trim().split(/\s+/).at(-1) ?? '';
}
