import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  from: string;
  to: string[];
  /** As it came over the line. */
  raw: string;
  headers: Map<string, string>;
  subject: string;
  text: string;
}

/** What a mail server does with the next mails: takes them, refuses the address for good, or is in trouble. */
type Manner = 'takes' | 'refuses' | 'is in trouble';

/** A real mail server on this machine. It can be taken down and come back at the same port. */
export async function aMailServer() {
  const mails: Mail[] = [];
  let manner: Manner = 'takes';
  let whenMailCame: () => void | Promise<void> = () => {};
  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      closeTimeout: 100,
      onRcptTo(_address, _session, answer) {
        if (manner === 'refuses') return answer(Object.assign(new Error('No such user'), { responseCode: 550 }));
        if (manner === 'is in trouble') return answer(Object.assign(new Error('Come back'), { responseCode: 451 }));
        answer();
      },
      async onData(stream, session, answer) {
        const parts: Buffer[] = [];
        for await (const part of stream) parts.push(part as Buffer);
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        mails.push({
          ...readMail(Buffer.concat(parts)),
          from,
          to: session.envelope.rcptTo.map(({ address }) => address),
        });
        await whenMailCame();
        answer();
      },
    });
  let server: SMTPServer | null = null;
  let port = 0;
  const up = async () => {
    server = make();
    server.on('error', () => {});
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    port = (server.server.address() as AddressInfo).port;
  };
  const down = async () => {
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    server = null;
  };
  await up();
  return {
    mails,
    url: () => `smtp://127.0.0.1:${port}`,
    up,
    down,
    from: (next: Manner) => {
      manner = next;
    },
    /** Runs between the last byte of a mail and the answer to it. */
    beforeTheAnswer(work: () => void | Promise<void>) {
      whenMailCame = work;
    },
  };
}

/** Headers unfolded and decoded, and the text decoded (RFC 2045, 2047). */
function readMail(bytes: Buffer): Pick<Mail, 'raw' | 'headers' | 'subject' | 'text'> {
  const raw = bytes.toString('latin1');
  const [head, ...rest] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return {
    raw,
    headers,
    subject: encodedWords(headers.get('subject') ?? ''),
    text: decoded(rest.join('\r\n\r\n'), headers.get('content-transfer-encoding') ?? '7bit').replace(/\r\n/g, '\n'),
  };
}

function encodedWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, way: string, word: string) =>
      way.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString()
        : decoded(word.replace(/_/g, ' '), 'quoted-printable'),
    );
}

function decoded(text: string, way: string): string {
  if (way === 'base64') return Buffer.from(text, 'base64').toString();
  if (way !== 'quoted-printable') return Buffer.from(text, 'latin1').toString();
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
