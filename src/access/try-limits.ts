import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../errors.js';
import { KeyRingFile } from '../keys/key-ring-file.js';
import { triesRefused } from '../metrics/metric-list.js';
import { Acting } from './acting.js';
import { networkOf } from './networks.js';

interface Rules {
  /** Wrong tries in a row before the first delay. After the next one it is a second, then two, four … */
  free: number;
  longestDelaySeconds: number;
  /** After so many wrong tries in a row none is taken any more, whoever comes. */
  lockAfter: number | null;
  /** A count that nothing was added to for so long begins anew. */
  forgottenAfterSeconds: number | null;
}

/** What is guessed: the password of an account, the secret of a receipt. Each counts for itself (security.md C2). */
const rules = {
  password: { free: 5, longestDelaySeconds: 900, lockAfter: 100, forgottenAfterSeconds: null },
  // A right secret does not free a receipt's count (somebody could tell that the family had been there): a quiet week does.
  receipt: { free: 5, longestDelaySeconds: 900, lockAfter: 100, forgottenAfterSeconds: 7 * 86_400 },
} as const satisfies Record<string, Rules>;
export type TryScope = keyof typeof rules;

/**
 * What nobody can guess, but each try costs us a row: challenges, passkeys, links of invitations, codes of messages. Counted for the network alone, because
 * there is no subject that would be worth a count.
 */
export type NetworkScope =
  | 'passkey'
  | 'passkey_challenge'
  | 'invitation'
  | 'message_check'
  | 'family_filing'
  | 'family_filing_without_work'
  | 'extortion_tip';

/** Many people may share a network: it has more free tries, shorter delays, no lock, and is forgotten after an hour. */
const networkRules: Rules = { free: 50, longestDelaySeconds: 60, lockAfter: null, forgottenAfterSeconds: 3_600 };
/** For what a program could do and a person rarely does. */
const strictNetworkRules: Rules = { free: 5, longestDelaySeconds: 900, lockAfter: null, forgottenAfterSeconds: 3_600 };

/** A try that was let through. It counts as wrong unless it is said to have been right: who breaks off gains nothing. */
export interface Try {
  /** The one that locks the subject, should it be wrong. */
  readonly last: boolean;
  /** It was right: the subject's count begins anew. The network's loses this one try, so that who has an account frees no guesses by it. */
  succeeded(): Promise<void>;
  /** It was neither, because nothing could be checked: as if it had not been made. */
  notMade(): Promise<void>;
}

/** A try of which only the network is counted. */
export interface NetworkTry {
  /** The how-manieth of its network, with this one. Begins anew after a quiet hour and each day. */
  readonly count: number;
  /** It was right, or could not be checked: the network's count loses it. */
  takeBack(): Promise<void>;
}

/**
 * Slows down guessing, for one subject and for one network, never for everybody. Subjects that do not exist are counted just the same.
 * Each try is counted before it is checked, in one statement that locks the row: a thousand at once are a thousand in a row.
 */
@Injectable()
export class TryLimits {
  constructor(
    private readonly acting: Acting,
    private readonly keys: KeyRingFile,
  ) {}

  /**
   * @param subject what was guessed at, as typed: kept as a keyed hash only
   * @param address of who tries (`request.ip`): kept as a keyed hash of its network, with the day
   * @throws Problem access.too_many_tries with Retry-After in seconds
   */
  async take(scope: TryScope, subject: string, address: string): Promise<Try> {
    const network = this.network(scope, address);
    const own = this.subject(scope, subject);
    const tries = await this.acting.atTheDoor(async (manager) => {
      // Always in this order, so that two tries never wait for each other. A refusal takes the network's count back.
      await countTry(manager, network, networkRules);
      return countTry(manager, own, rules[scope]);
    });
    return {
      last: tries === rules[scope].lockAfter,
      succeeded: () =>
        this.acting.atTheDoor(async (manager) => {
          await takeBack(manager, network);
          await forget(manager, own);
        }),
      notMade: () =>
        this.acting.atTheDoor(async (manager) => {
          await takeBack(manager, network);
          await takeBack(manager, own);
        }),
    };
  }

  /**
   * @param address of who tries (`request.ip`)
   * @throws Problem access.too_many_tries with Retry-After in seconds
   */
  async takeOfNetwork(scope: NetworkScope, address: string): Promise<NetworkTry> {
    const network = this.network(scope, address);
    const rules = scope === 'family_filing_without_work' ? strictNetworkRules : networkRules;
    const count = await this.acting.atTheDoor((manager) => countTry(manager, network, rules));
    return { count, takeBack: () => this.acting.atTheDoor((manager) => takeBack(manager, network)) };
  }

  /** For a challenge that was answered rightly, in another request than the one that counted it. */
  async takeBackChallenge(address: string): Promise<void> {
    await this.acting.atTheDoor((manager) => takeBack(manager, this.network('passkey_challenge', address)));
  }

  /** Are there so many wrong tries that none is taken any more? */
  async isLocked(scope: TryScope, subject: string): Promise<boolean> {
    const { lockAfter } = rules[scope];
    return this.acting.atTheDoor(async (manager) => {
      const found: unknown[] = await manager.query(
        'select 1 from try_limits where scope = $1 and subject_hash = $2 and tries >= $3',
        [...key(this.subject(scope, subject)), lockAfter],
      );
      return found.length > 0;
    });
  }

  /** Takes the lock, and every count, from a subject that has a new secret. */
  async release(scope: TryScope, subject: string): Promise<void> {
    await this.acting.atTheDoor((manager) => forget(manager, this.subject(scope, subject)));
  }

  /** Counts of networks after two days (security.md C16), of subjects after thirty. A lock stays. To be asked in `Acting.sweeping`. */
  static async sweep(manager: EntityManager): Promise<void> {
    await manager.query(
      "delete from try_limits where scope like '%.network' and last_try_at < now() - interval '2 days'",
    );
    for (const [scope, { lockAfter }] of Object.entries(rules)) {
      await manager.query(
        "delete from try_limits where scope = $1 and tries < $2 and last_try_at < now() - interval '30 days'",
        [scope, lockAfter],
      );
    }
  }

  private subject(scope: TryScope, subject: string): Counter {
    return { scope, hash: this.keys.current().mac('lookup', 'tries', scope, subject) };
  }

  private network(scope: TryScope | NetworkScope, address: string): Counter {
    const day = new Date().toISOString().slice(0, 10);
    return {
      scope: `${scope}.network`,
      hash: this.keys.current().mac('network', 'tries', scope, day, networkOf(address)),
    };
  }
}

interface Counter {
  scope: string;
  hash: Buffer;
}
const key = ({ scope, hash }: Counter) => [scope, hash];

/** @returns how many tries there were, with this one. @throws Problem access.too_many_tries */
async function countTry(manager: EntityManager, counter: Counter, rule: Rules): Promise<number> {
  const counted: { tries: number }[] = await manager.query(
    `insert into try_limits as l (scope, subject_hash, tries, last_try_at, next_allowed_at)
     values ($1, $2, 1, clock_timestamp(), clock_timestamp())
     on conflict (scope, subject_hash) do update set
       tries = case when ${forgotten} then 1 else l.tries + 1 end,
       last_try_at = clock_timestamp(),
       next_allowed_at = clock_timestamp() + interval '1 second' *
         case when ${forgotten} or l.tries + 1 < $3 then 0 else least(power(2, least(l.tries + 1 - $3, 20)), $4) end
     where l.next_allowed_at <= clock_timestamp() and ($5::integer is null or l.tries < $5)
     returning tries`,
    [...key(counter), rule.free, rule.longestDelaySeconds, rule.lockAfter, rule.forgottenAfterSeconds],
  );
  if (counted.length > 0) return counted[0].tries;
  const [{ seconds }]: { seconds: number }[] = await manager.query(
    `select case when tries >= $3 then $4::integer
       else greatest(1, ceil(extract(epoch from next_allowed_at - clock_timestamp())))::integer end as seconds
     from try_limits where scope = $1 and subject_hash = $2`,
    [...key(counter), rule.lockAfter, rule.longestDelaySeconds],
  );
  triesRefused.inc({ scope: counter.scope });
  throw new Problem('access.too_many_tries', undefined, undefined, seconds);
}

const forgotten = `$6::integer is not null and l.last_try_at < clock_timestamp() - interval '1 second' * $6::integer`;

async function takeBack(manager: EntityManager, counter: Counter): Promise<void> {
  await manager.query(
    `update try_limits set tries = greatest(tries - 1, 0), next_allowed_at = clock_timestamp()
     where scope = $1 and subject_hash = $2`,
    key(counter),
  );
}

async function forget(manager: EntityManager, counter: Counter): Promise<void> {
  await manager.query('delete from try_limits where scope = $1 and subject_hash = $2', key(counter));
}
