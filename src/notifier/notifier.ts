import type { DataSource } from 'typeorm';
import type { NoticeWays } from '../config.js';
import { errorCodeOf } from '../errors.js';
import { openNoticeAddress } from '../family-messages/notice-address.js';
import type { KeyRingFile } from '../keys/key-ring-file.js';
import type { Log } from '../logging.js';
import { noticeAttempts } from '../metrics/metric-list.js';
import { beginTry, type DueNotice, standingWish, takeDue, type Wish } from './due-notices.js';
import { putOff, storeEnd, storeLater, storeSent } from './outcome.js';
import { dayThere, nextSafeTime } from './safe-hours.js';
import { EmailWay } from './send-email.js';
import { SmsWay } from './send-sms.js';

const lookEveryMs = 1_000;

/**
 * Tells families that there is something to read, and nothing else. Looks every second into the database for what is due; there is no queue to lose. A notice that was sent
 * and not written down, because the process was killed in between, is sent once more with the same id. Its log holds ids and codes.
 */
export class Notifier {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly email: EmailWay | null;
  private readonly sms: SmsWay | null;

  /** @param now what the clock says, for the hours at which somebody may be told */
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: KeyRingFile,
    ways: NoticeWays,
    private readonly log: Log,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.email = ways.email && new EmailWay(ways.email.url, ways.email.from);
    this.sms = ways.sms && new SmsWay(ways.sms.url, ways.sms.secret);
  }

  start(): void {
    const tick = () => {
      this.looking = this.look()
        .catch((error) => this.log.warn({ code: errorCodeOf(error) }, 'looking for notices failed'))
        .finally(() => {
          if (!this.closed) this.timer = setTimeout(tick, lookEveryMs);
        });
    };
    tick();
  }

  /** Ends when what is under way has ended. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.looking;
    this.email?.close();
    await this.dataSource.destroy();
  }

  /** Takes what is due and deals with it. */
  async look(): Promise<void> {
    const due = await takeDue(this.dataSource);
    await Promise.all(
      due.map((notice) =>
        this.deal(notice).catch((error) =>
          // The lease runs out, and it is tried again.
          this.log.warn({ notice: notice.id, code: errorCodeOf(error) }, 'notice not dealt with'),
        ),
      ),
    );
  }

  private async deal(notice: DueNotice): Promise<void> {
    const wish = await standingWish(this.dataSource, notice.wishId);
    if (!wish) return void (await storeEnd(this.dataSource, notice, 'wish_ended'));
    const now = this.now();
    const safe = nextSafeTime(now, wish, notice.lastDay);
    if (safe > now) return void (await putOff(this.dataSource, notice, safe));
    const address = openNoticeAddress(this.keys.current(), wish, wish.address, wish.kekId);
    if (address === null) {
      this.log.warn({ notice: notice.id }, 'the address of a notice cannot be opened');
      return void (await storeEnd(this.dataSource, notice, 'unreadable'));
    }
    if (!(await beginTry(this.dataSource, notice))) return;
    const outcome = await this.send(notice.id, wish, address);
    noticeAttempts.inc({ outcome });
    if (outcome === 'sent') await storeSent(this.dataSource, notice, dayThere(now, wish.timeZone));
    else if (outcome === 'refused') await storeEnd(this.dataSource, notice, 'refused');
    else await storeLater(this.dataSource, notice);
    if (outcome !== 'sent') this.log.warn({ notice: notice.id, outcome }, 'notice not sent');
  }

  /** A way that is not set up may be set up tomorrow. */
  private async send(id: string, { channel, language }: Wish, address: string) {
    const way = channel === 'email' ? this.email : this.sms;
    return way ? way.send(id, address, language) : 'later';
  }
}
