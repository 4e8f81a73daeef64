import type { Progress } from '../imports/types.js';
import { send } from './call.js';
import { importPath } from './imports.js';

/**
 * Reads the progress of one import until the service closes the stream, which it does when a person is to decide or all is over.
 * Events come as text/event-stream (HTML standard, 9.2), read by hand: so the request is one of ours, with our language and our problems.
 */
export async function followProgress(
  id: string,
  language: string,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const path = importPath(id);
  const response = await send('GET', `${path}/progress`, {
    language,
    signal,
    headers: { accept: 'text/event-stream' },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value.replaceAll('\r\n', '\n');
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trim())
        .join('\n');
      if (data !== '') onProgress(JSON.parse(data));
    }
  }
}
