import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportBody } from '../../imports/import-body.js';
import type { Mapping } from '../../imports/mapping/mapping.js';
import { UsageError } from '../output.js';
import type { FileOptions } from './options.js';
import type { FileToSend } from './send-file.js';

export interface FileToImport extends FileToSend {
  /** Without the file's own hash: the same for a file that is sent again. */
  body: ImportBody;
  sha256: string;
}

const optionOf: Record<string, string> = {
  'source.document_type': '--type',
  'source.title': '--title',
  'source.issuer': '--issuer',
  'source.document_number': '--number',
  'source.document_date': '--date',
  'source.original_or_copy': '--copy',
  'list.name': '--list',
  version_at: '--version-at',
  consent: '--consent-form, --consent-language',
  'consent.form_version': '--consent-form',
  'consent.language': '--consent-language',
};

/** @throws UsageError for a file that cannot be read and for a description that the service would refuse */
export async function fileToImport(path: string, options: FileOptions): Promise<FileToImport> {
  if (!options.list) throw new UsageError('Say which list the file is a version of: --list <name>.');
  if (!options.type) throw new UsageError('Say what kind of document it is: --type <type>.');
  const size = await sizeOf(path);
  const { ImportBody } = await import('../../imports/import-body.js');
  const given = {
    kind: options.kind,
    list: { name: options.list },
    source: {
      document_type: options.type,
      title: options.title ?? options.list,
      issuer: options.issuer,
      document_number: options.number,
      document_date: options.date,
      original_or_copy: options.copy,
    },
    file: { name: basename(path), bytes: size },
    version_at: options.versionAt,
    consent: consentOf(options),
  };
  // Without what was not said: it would be part of the request that an idempotency key stands for.
  const body = ImportBody.safeParse(JSON.parse(JSON.stringify(given)));
  if (!body.success) {
    const wrong = body.error.issues.map(
      ({ path, message }) => `${optionOf[path.join('.')] ?? path.join('.')}: ${message}`,
    );
    throw new UsageError(wrong.join('\n'));
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { body: body.data, sha256: hash.digest('hex'), size, from: (start) => createReadStream(path, { start }) };
}

/** Whoever names a form says by it that it was signed. */
function consentOf({ consentForm, consentLanguage, consentPartners }: FileOptions) {
  if (consentForm === undefined && consentLanguage === undefined && !consentPartners) return undefined;
  return {
    search: true,
    partners: consentPartners ?? false,
    form_version: consentForm,
    language: consentLanguage,
  };
}

async function sizeOf(path: string): Promise<number> {
  await access(path, constants.R_OK).catch(() => {
    throw new UsageError(`The file ${path} cannot be read.`);
  });
  // It is read more than once, which a pipe cannot do.
  const about = await stat(path);
  if (!about.isFile()) throw new UsageError(`${path} is not a file.`);
  if (about.size === 0) throw new UsageError(`The file ${path} is empty.`);
  return about.size;
}

/** @throws UsageError for what is no mapping */
export async function readMapping(path: string): Promise<Mapping> {
  const { Mapping } = await import('../../imports/mapping/mapping.js');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`The file ${path} cannot be read.`);
  });
  const mapping = Mapping.safeParse(parsed(text));
  if (mapping.success) return mapping.data;
  const wrong = mapping.error.issues.slice(0, 5).map(({ path, message }) => `/${path.join('/')}: ${message}`);
  throw new UsageError(
    `That is not a mapping ("--save-mapping <file>" writes one to start from).\n${wrong.join('; ')}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
