import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from '../turns.js';

/** argon2id, OWASP's first choice of parameters: 19 MiB, 2 passes, 1 lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each takes a core for some 30 ms; more at a time would only take memory, and everybody else's turn (security.md C3). */
const atOnce = 2;
const mostWaiting = 100;
const longestWaitMs = 2_000;

export const slowHash = (secret: string): Promise<string> => hash(secret, argon2id);

/** Hashes of what people know by heart or keep on paper. One queue for all of them, so that a flood takes no more than two cores. */
@Injectable()
export class SlowHashes {
  private readonly turns = new Turns(atOnce, mostWaiting, longestWaitMs);
  /** Compared with when there is nothing stored, so that the answer takes as long either way. */
  private readonly nobody = slowHash(randomBytes(18).toString('base64'));

  /** @throws Problem service.unavailable after two seconds of waiting */
  make(secret: string): Promise<string> {
    return this.turns.take(() => slowHash(secret));
  }

  /**
   * @param stored null for somebody unknown or without a secret: takes as long, and is always false
   * @throws Problem service.unavailable after two seconds of waiting
   */
  async fits(stored: string | null, secret: string): Promise<boolean> {
    const compared = stored ?? (await this.nobody);
    const same = await this.turns.take(() => verify(compared, secret).catch(() => false));
    return same && stored !== null;
  }
}
