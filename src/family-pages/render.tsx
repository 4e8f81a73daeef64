import type { FastifyReply } from 'fastify';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** Whoever watches the line learns from the length of a page only that it is one of a few lengths (security.md C15). */
export const pageStep = 8192;

/** Nothing of a page comes from elsewhere, and nothing in it runs but our own small script. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-robots-tag': 'noindex, nofollow',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const;

/** @returns the page as text, filled up to a multiple of `pageStep` bytes with a comment */
export function html(page: ReactNode): string {
  const markup = `<!doctype html>${renderToStaticMarkup(page)}`;
  const open = '\n<!--';
  const close = '-->\n';
  const bytes = Buffer.byteLength(markup) + open.length + close.length;
  return `${markup}${open}${'0'.repeat((pageStep - (bytes % pageStep)) % pageStep)}${close}`;
}

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: ReactNode, status = 200): void {
  reply.code(status).headers(pageHeaders).send(html(page));
}

/** Answers with a piece of a page, for the script, filled up like a page. */
export function sendPiece(reply: FastifyReply, piece: ReactNode, status = 200): void {
  reply
    .code(status)
    .headers(pageHeaders)
    .send(html(piece).replace(/^<!doctype html>/, ''));
}

/** After a change the browser asks for the next page itself: loading it again sends nothing twice. */
export function goTo(reply: FastifyReply, path: string): void {
  reply.code(303).header('cache-control', 'no-store').header('location', path).send();
}
