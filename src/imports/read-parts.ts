import type { Multipart, MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem, unknownField } from '../errors.js';
import { validationProblem } from '../problem-filter.js';
import { readJson } from '../request-json.js';
import { textProblem } from '../request-text.js';
import type { UploadedFile } from './imports.service.js';
import { SourceBody } from './source-body.js';

/** What a multipart body may hold beside the file: part headings, and the source with every field full, in bytes. */
const aroundTheFile = 64 * 1024;

/**
 * Reads the upload up to the first byte of the file; the file itself is a stream, so the part that says what it is must come first.
 * @throws Problem request.media_type, request.too_large, request.unknown_field, import.no_source, import.no_file, and those of the source
 */
export async function readParts(
  request: FastifyRequest,
  limitBytes: number,
): Promise<{ source: SourceBody; file: UploadedFile }> {
  if (!request.isMultipart()) {
    throw new Problem('request.media_type', 'Send multipart/form-data with the parts source and file.');
  }
  if (Number(request.headers['content-length'] ?? 0) > limitBytes + aroundTheFile) throw tooLarge('');
  const parts = request.parts({ limits: { fileSize: limitBytes, fieldSize: aroundTheFile, files: 1, fields: 4 } });
  let source: SourceBody | undefined;
  for (let next = await parts.next(); !next.done; next = await parts.next()) {
    const part = next.value;
    if (part.type === 'field' && part.fieldname === 'source' && !source) source = readSource(part);
    else if (part.type === 'file' && part.fieldname === 'file') {
      if (!source) throw noSource();
      return { source, file: uploadedFile(part, parts) };
    } else throw unknownPart(part);
  }
  throw source ? missing('import.no_file', 'file') : noSource();
}

function uploadedFile(part: MultipartFile, rest: AsyncIterator<Multipart>): UploadedFile {
  const name = part.filename ?? '';
  const problem = textProblem(name, 255);
  if (problem) throw new Problem('request.invalid', undefined, [{ pointer: '/file/filename', ...problem }]);
  // At the limit the parser throws the rest away but reads on to the end of the part, and that may never come.
  part.file.once('limit', () => part.file.destroy(tooLarge('/file')));
  return { name, mediaType: part.mimetype.slice(0, 100), bytes: whole(part.file, rest) };
}

/** The file to its end. It is the last part: a second one would otherwise be dropped without a word. */
async function* whole(file: MultipartFile['file'], rest: AsyncIterator<Multipart>): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('request.invalid', undefined, [
      { pointer: '/file', code: 'file.cut_off', message: 'The upload broke off before its end. Send it again.' },
    ]);
  }
  const next = await rest.next();
  if (!next.done) throw unknownPart(next.value);
}

function readSource(part: MultipartValue): SourceBody {
  if (part.valueTruncated) throw tooLarge('/source');
  // A part that names itself application/json comes parsed.
  const value = typeof part.value === 'string' ? readJson(part.value, ['source']) : part.value;
  const parsed = SourceBody.safeParse(value);
  if (!parsed.success) throw validationProblem(parsed.error.issues, ['source']);
  return parsed.data;
}

const tooLarge = (pointer: string) =>
  new Problem('request.too_large', undefined, [
    { pointer, code: 'body.too_large', message: 'This is larger than allowed here.' },
  ]);
const missing = (code: 'import.no_file' | 'import.no_source', part: string, detail?: string) =>
  new Problem(code, detail, [{ pointer: `/${part}`, code: 'field.missing', message: 'This part is missing.' }]);
const noSource = () => missing('import.no_source', 'source', 'The part source must come before the part file, once.');
const unknownPart = ({ fieldname }: Multipart) =>
  new Problem('request.unknown_field', undefined, [unknownField([fieldname])]);
