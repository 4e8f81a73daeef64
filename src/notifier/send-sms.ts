import type { FamilyLanguage } from '../family-languages.js';
import { sign } from '../sender/sign.js';
import { noticeWords } from './notice-words.js';
import type { Outcome } from './outcome.js';

const withinMs = 15_000;
/** The gateway says that there is no such number. Everything else may be its own trouble. */
const refusing: ReadonlySet<number> = new Set([400, 410, 422]);

/** Hands short messages to a gateway of the operator: POST {to, text}, signed as webhooks are (docs/notices.md). */
export class SmsWay {
  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** @param id of the notice, the `webhook-id`: a gateway that gets it twice sends it once. Never throws. */
  async send(id: string, to: string, language: FamilyLanguage): Promise<Outcome> {
    const body = JSON.stringify({ to, text: noticeWords[language].text.trim() });
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Athar-Notices/1',
          ...sign([this.secret], id, Math.floor(Date.now() / 1000), body),
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(withinMs),
      });
      await answer.body?.cancel();
      if (answer.ok) return 'sent';
      return refusing.has(answer.status) ? 'refused' : 'later';
    } catch {
      return 'later';
    }
  }
}
