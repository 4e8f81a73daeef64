import { createTransport, type Transporter } from 'nodemailer';
import type { FamilyLanguage } from '../family-languages.js';
import { noticeWords } from './notice-words.js';
import type { Outcome } from './outcome.js';

/** Milliseconds: until a line stands, until the server greets, and of silence. Together below the lease of a notice. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };
const thisMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
/** The address of `Name <address>`, or of an address alone. */
export const addressOf = (from: string): string => /<([^<>]+)>$/.exec(from)?.[1] ?? from;

export class EmailWay {
  private readonly transport: Transporter;

  /**
   * @param url smtp://name:password@server:587, or smtps:// for a line that is encrypted from its beginning. Encryption is demanded of every server but this machine.
   * @param from whom it comes from
   */
  constructor(
    url: string,
    private readonly from: string,
  ) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    this.transport = createTransport({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port ? Number(port) : secure ? 465 : 587,
      secure,
      requireTLS: !secure && !thisMachine.test(hostname),
      ignoreTLS: !secure && thisMachine.test(hostname),
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      ...timeouts,
      // Nothing of a mail is ever fetched from a file or an address, and nothing is written to a log.
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    });
  }

  /** @param id of the notice: a program that gets it twice knows it again. Never throws. */
  async send(id: string, to: string, language: FamilyLanguage): Promise<Outcome> {
    const { subject, text } = noticeWords[language];
    const from = addressOf(this.from);
    try {
      await this.transport.sendMail({
        from: this.from,
        // As one address and nothing to be read as several.
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        subject,
        text,
        xMailer: false,
        messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      });
      return 'sent';
    } catch (error) {
      const { command, responseCode } = error as { command?: string; responseCode?: number };
      return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500 ? 'refused' : 'later';
    }
  }

  close(): void {
    this.transport.close();
  }
}
