import { send } from './call.js';
import { importPath } from './imports.js';
import { ApiProblem } from './problem.js';

/** The service stores each piece by itself, so a connection that breaks costs one piece at most. */
export const pieceBytes = 1024 * 1024;
const longestWaitMs = 15_000;

export interface Sent {
  bytes: number;
  /** No answer at present; it is tried again by itself. */
  waiting: boolean;
}

export interface Sending {
  id: string;
  file: File;
  language: string;
  signal: AbortSignal;
  onSent: (sent: Sent) => void;
}

/**
 * Sends what the service does not have of a file yet (tus 1.0 core). A lost connection, a busy service and a piece that did not come whole
 * are tried again for as long as it takes; what is refused for good is thrown.
 * @throws ApiProblem for refusals; whatever `signal` aborts with
 */
export async function sendFile({ id, file, language, signal, onSent }: Sending): Promise<void> {
  let offset = -1;
  let failures = 0;
  while (offset < file.size) {
    try {
      offset = offset < 0 ? await offsetOf(id, language, signal) : await sendPiece(id, file, offset, language, signal);
      failures = 0;
      onSent({ bytes: offset, waiting: false });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'upload.wrong_offset') failures += 1;
      else if (error.status === 0 || error.status >= 500 || error.status === 429) {
        failures += 1;
        onSent({ bytes: Math.max(offset, 0), waiting: true });
        const seconds = error.retryAfterSeconds ?? 0;
        await pause(Math.max(seconds * 1000, Math.min(500 * 2 ** failures, longestWaitMs)), signal);
      } else throw error;
      if (failures > 5 && error.code === 'upload.wrong_offset') throw error;
      // Whatever came of the piece, the service knows how much it has.
      offset = -1;
    }
  }
}

async function offsetOf(id: string, language: string, signal: AbortSignal): Promise<number> {
  const path = importPath(id);
  const response = await send('HEAD', `${path}/file`, { language, signal, headers: { 'tus-resumable': '1.0.0' } });
  return offsetIn(response);
}

async function sendPiece(id: string, file: File, offset: number, language: string, signal: AbortSignal) {
  const path = importPath(id);
  const response = await send('PATCH', `${path}/file`, {
    language,
    signal,
    headers: {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'tus-resumable': '1.0.0',
    },
    body: file.slice(offset, offset + pieceBytes),
  });
  return offsetIn(response);
}

function offsetIn(response: Response): number {
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  if (!Number.isInteger(offset)) throw new ApiProblem(502, 'http.502', '', [], null);
  return offset;
}

/** Ends early when the browser says that it is connected again. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener('online', over);
      signal.removeEventListener('abort', over);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(over, milliseconds);
    addEventListener('online', over);
    signal.addEventListener('abort', over);
  });
}
