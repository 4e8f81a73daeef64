import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { version } from './version.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/**
 * The description of the HTTP interface, made from the code. The committed openapi.json is compared with it in the tests.
 * @param examples by the id of a shape; one that has examples of its own keeps them
 */
export function openApiDocument(app: INestApplication, examples: Readonly<Record<string, object>>): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Athar')
    .setDescription('Family tracing: disappearance reports, detention records, and suggestions that people decide on.')
    .setVersion(version)
    .setLicense('AGPL-3.0-or-later', 'https://www.gnu.org/licenses/agpl-3.0.html')
    .addCookieAuth('athar_session')
    .addBearerAuth()
    .addSecurityRequirements('cookie')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_controller, method) => method });
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Operation[]) nameProblemMediaType(operation);
  }
  const shapes = document.components?.schemas ?? {};
  for (const [id, example] of Object.entries(examples)) {
    const shape = shapes[id] as { example?: unknown } | undefined;
    if (!shape) throw new Error(`There is an example of ${id}, and no such shape`);
    shape.example ??= example;
  }
  return document;
}

/** Swagger describes every answer as application/json; problems have a media type of their own. */
function nameProblemMediaType(operation: Operation): void {
  const problem = operation.responses.default;
  if (!problem || '$ref' in problem || !problem.content?.['application/json']) return;
  problem.content = { 'application/problem+json': problem.content['application/json'] };
}
