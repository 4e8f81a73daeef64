import { Injectable } from '@nestjs/common';

const oneLook = 5 * 60_000;

/**
 * Who looks again and again how far a file is. Asked every half second for hours, each answer an entry, the chain of the audit would hold little
 * else: within five minutes it is one look. Known to this process alone, so that a restart, or a second process, writes one more and never one less.
 */
@Injectable()
export class WatchedImports {
  private readonly looks = new Map<string, number>();

  /** Is this a look of its own? From now on it is remembered. */
  isNewLook(actorId: string, importId: string, now = Date.now()): boolean {
    const key = `${actorId} ${importId}`;
    const last = this.looks.get(key);
    if (last !== undefined && now - last < oneLook) return false;
    for (const [old, at] of this.looks) if (now - at >= oneLook) this.looks.delete(old);
    this.looks.set(key, now);
    return true;
  }
}
