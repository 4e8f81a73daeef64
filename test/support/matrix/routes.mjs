// Builds the service as it would start, without listening. Prints which rows of the policy table its router serves, and what it says when
// a row is taken away. In a process of its own: Jest cannot load all of the framework.

import { policies } from '../../../dist/access/policies.js';
import { readConfig } from '../../../dist/config.js';
import { familyLanguages } from '../../../dist/family-languages.js';
import { createApplication } from '../../../dist/main.js';

const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const app = await createApplication(config);
const fastify = app.getHttpAdapter().getInstance();
const served = Object.keys(policies).filter((key) => {
  const [method, url] = key.split(' ');
  // A page has one route for each language.
  const urls = url.startsWith('/:language')
    ? familyLanguages.map((language) => url.replace('/:language', `/${language}`))
    : [url];
  return urls.every((each) => fastify.hasRoute({ method, url: each }));
});
await app.close();
const { 'GET /v1/reports/:id': row } = policies;
delete policies['GET /v1/reports/:id'];
const withoutRow = await createApplication(config).then(
  () => 'It started.',
  (error) => error.message,
);
policies['GET /v1/reports/:id'] = row;
process.stdout.write(JSON.stringify({ served, withoutRow }), () => process.exit(0));
