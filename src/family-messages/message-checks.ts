import { Injectable } from '@nestjs/common';
import { Acting } from '../access/acting.js';
import { TryLimits } from '../access/try-limits.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { checkDigests, readCheckCode } from './check-code.js';

/** Longer than any code, so that what cannot be one is hashed like one and fits none. */
const nobodysCode = 'no code at all';
/** So much of what was typed is looked at. */
const mostTyped = 100;

/** Says to anybody whether a message is one of ours (R11, security.md C6): by its code alone, and nothing but the day. */
@Injectable()
export class MessageChecks {
  constructor(
    private readonly acting: Acting,
    private readonly keys: KeyRingFile,
    private readonly limits: TryLimits,
  ) {}

  /**
   * A wrong code and what is no code at all take the same steps and get the same answer.
   * @param address of who asks (`request.ip`): only its network is counted, as a keyed hash
   * @returns the day on which it was written (UTC), or null
   * @throws Problem access.too_many_tries
   */
  async check(typed: string, address: string): Promise<{ writtenOn: string } | null> {
    const attempt = await this.limits.takeOfNetwork('message_check', address);
    const digests = checkDigests(this.keys.current(), readCheckCode(typed.slice(0, mostTyped)) ?? nobodysCode);
    const found = await this.acting.atTheDoor(async (manager) => {
      const [row]: { writtenOn: string }[] = await manager.query(
        `select to_char(written_on, 'YYYY-MM-DD') as "writtenOn" from message_checks where digest = any($1::bytea[])`,
        [digests],
      );
      return row ?? null;
    });
    if (found) await attempt.takeBack();
    return found;
  }
}
