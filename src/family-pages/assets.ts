import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

interface Asset {
  path: string;
  type: string;
  bytes: Buffer;
  brotli: Buffer;
}

function asset(name: string, type: string): Asset {
  const bytes = readFileSync(new URL(`./assets/${name}`, import.meta.url));
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
  return { path: `/family/${name.replace('.', `.${hash}.`)}`, type, bytes, brotli: brotliCompressSync(bytes) };
}

const css = asset('family.css', 'text/css; charset=utf-8');
const js = asset('family.js', 'text/javascript; charset=utf-8');

/** The names hold a hash of the content: an older page never gets a newer file. */
export const assetPaths = { css: css.path, js: js.path };

/** The two files of the pages. They are the same for everybody, so they may be kept and compressed. */
export function serveFamilyAssets(fastify: FastifyInstance): void {
  fastify.get('/family/:file', (request, reply) => {
    const asked = [css, js].find(({ path }) => path === request.url.split('?')[0]);
    if (!asked) return reply.callNotFound();
    const packed = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
    reply.headers({
      'content-type': asked.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    if (packed) reply.header('content-encoding', 'br');
    return reply.send(packed ? asked.brotli : asked.bytes);
  });
}
