import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { policyOf } from './access/policies.js';
import { apiExamples } from './api.examples.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { projectRoot } from './database/project-root.js';
import { Problem } from './errors.js';
import { isFamilyPage } from './family-languages.js';
import { serveFamilyAssets } from './family-pages/assets.js';
import { readForm } from './family-pages/form.js';
import { readSpellings } from './family-pages/spellings.js';
import { offsetMediaType } from './imports/upload/file.controller.js';
import { createLog, NestLog } from './logging.js';
import { countAnswer } from './metrics/count-answer.js';
import { openApiDocument } from './openapi.js';
import { ProblemFilter, refuseBrokenHttp, refuseExpectation, validationProblem } from './problem-filter.js';
import { readJson } from './request-json.js';
import { securityHeaders } from './security-headers.js';

/** Largest JSON body, in bytes. A report with every field full is under 64 KiB. */
const bodyLimit = 256 * 1024;
/** Largest form, in bytes. */
const formLimit = 64 * 1024;
const consoleFolder = join(projectRoot, 'web', 'dist');

/** Builds the HTTP service without listening. Refuses to start when a route has no policy row. */
export async function createApplication(config: Config): Promise<NestFastifyApplication> {
  const log = createLog(config.logLevel, 'api');
  if (config.mode === 'production' && config.origin.startsWith('https:') && config.trustedProxies.length === 0)
    log.warn(
      { code: 'config.no_trusted_proxy' },
      'TRUSTED_PROXIES is not set: behind a proxy everybody shares one network, for limits of tries and for sessions',
    );
  const filter = new ProblemFilter(log);
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    requestTimeout: 120_000,
    clientErrorHandler: refuseBrokenHttp,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply),
  });
  adapter.getInstance().server.on('checkExpectation', refuseExpectation);
  acceptJsonAndForms(adapter);
  const routes: string[] = [];
  adapter.getInstance().addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) routes.push(`${method} ${route.url}`);
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, log), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    // What fails is told by whoever started this; Nest would end the process without a word where nothing is logged.
    abortOnError: false,
  });
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: (issues) => validationProblem(issues) }));
  app.useGlobalFilters(filter);

  await app.register(fastifyCookie);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  fastify.addHook('onSend', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    // Compressed on its way, an answer to a family would show its true length again (security.md C15).
    if (route.startsWith('/v1/family')) reply.header('cache-control', 'no-store, no-transform');
    else if (route.startsWith('/v1/')) reply.header('cache-control', 'no-store');
  });
  // Read while the first family that comes reads the first pages: commands and the console have no time to lose for it.
  fastify.addHook('onResponse', async (request) => {
    if (isFamilyPage(request.routeOptions.url ?? '')) readSpellings();
  });
  fastify.addHook('onResponse', async (request, reply) => countAnswer(request, reply));
  await serveConsole(app);
  let document: ReturnType<typeof openApiDocument> | undefined;
  // Written when it is asked for first: that takes a tenth of a start.
  fastify.get('/openapi.json', (_request, reply) => {
    document ??= openApiDocument(app, apiExamples);
    return reply.send(document);
  });
  serveFamilyAssets(fastify);
  await app.init();

  const unruled = routes.filter((route) => {
    const [method, url] = route.split(' ');
    return method !== 'OPTIONS' && !policyOf(method, url);
  });
  if (unruled.length > 0) throw new Error(`Routes without a policy row: ${unruled.join(', ')}`);
  return app;
}

/** Forms are for the pages of families alone; whatever else is refused by its media type, before anybody looks into it. Files have one of their own. */
function acceptJsonAndForms(adapter: FastifyAdapter): void {
  adapter.getInstance().removeAllContentTypeParsers();
  for (const mediaType of ['application/json', 'application/merge-patch+json']) {
    adapter.useBodyParser(mediaType, false, { bodyLimit }, (_request, body: Buffer, done) =>
      done(null, readJson(body.toString())),
    );
  }
  adapter.useBodyParser(
    'application/x-www-form-urlencoded',
    false,
    { bodyLimit: formLimit },
    (request, body: Buffer, done) => {
      const page = isFamilyPage((request as FastifyRequest).routeOptions.url ?? '');
      if (!page) return done(new Problem('request.media_type'));
      try {
        done(null, readForm(body.toString()));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // The bytes of a list go on as they come: none of them is held here.
  adapter.getInstance().addContentTypeParser(offsetMediaType, (_request, _bytes, done) => done(null, undefined));
}

/** The console is one page: a path below /console that is no file gets that page, and the page finds its own way. */
async function serveConsole(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(consoleFolder)) return;
  await app.register(fastifyStatic, { root: consoleFolder, serve: false });
  const fastify = app.getHttpAdapter().getInstance();
  const files = new Set(
    readdirSync(consoleFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(consoleFolder, join(entry.parentPath, entry.name))),
  );
  fastify.get('/console', (_request, reply) => reply.redirect('/console/'));
  fastify.get('/console/*', (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    // File names of the build hold a hash of their content; the page itself must be asked for anew each time.
    if (files.has(path) && path !== 'index.html')
      return reply.sendFile(path, { maxAge: '30d', immutable: path.startsWith('assets/') });
    // A file of an older build is gone; the page in its place would only confuse the browser.
    if (path.startsWith('assets/')) return reply.callNotFound();
    return reply.sendFile('index.html', { maxAge: 0, cacheControl: true });
  });
}

export async function startApi(config: Config): Promise<{ app: NestFastifyApplication; url: string }> {
  const app = await createApplication(config);
  await app.listen(config.port, config.host);
  return { app, url: await app.getUrl() };
}
