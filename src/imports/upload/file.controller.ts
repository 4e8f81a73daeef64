import { Controller, Head, Headers, Param, Patch, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor } from '../../access/actor.js';
import { ApiProblems } from '../../api-docs.js';
import { Problem } from '../../errors.js';
import { type Received, ReceiveFile, WrongOffset } from './receive-file.js';

const Id = z.uuid();
/** Of the core protocol of tus 1.0.0 (tus.io/protocols/resumable-upload); its extensions are not spoken here. */
export const offsetMediaType = 'application/offset+octet-stream';
const offsets = {
  'Upload-Offset': { description: 'How many bytes are stored', schema: { type: 'integer' as const } },
};

@ApiTags('Imports')
@ApiProblems()
@Controller('v1/imports/:id/file')
export class ImportFileController {
  constructor(private readonly files: ReceiveFile) {}

  @Head()
  @ApiOperation({ operationId: 'getImportFileOffset', summary: 'How much of the file has come' })
  @ApiOkResponse({
    description: 'No body',
    headers: {
      ...offsets,
      'Upload-Length': { description: 'As announced, in bytes', schema: { type: 'integer' } },
    },
  })
  async head(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const received = await this.files.received(actor, id);
    said(reply, received).header('upload-length', String(received.length)).code(200).send();
  }

  @Patch()
  @ApiOperation({
    operationId: 'sendImportFile',
    summary: 'Send the file, or the next part of it',
    description:
      'What comes is stored piece by piece. When the connection breaks, ask by HEAD how far the file came and go on there. ' +
      'The last byte sets the inspection going.',
  })
  @ApiHeader({ name: 'Upload-Offset', required: true, description: 'At which byte of the file this part begins' })
  @ApiConsumes(offsetMediaType)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiNoContentResponse({ headers: offsets })
  async patch(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Headers('upload-offset') offset: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { headers } = request;
    if (!isOffsetMediaType(headers['content-type']))
      throw new Problem('request.media_type', `Send ${offsetMediaType}.`);
    if ((headers['content-encoding'] ?? 'identity') !== 'identity')
      throw new Problem('request.media_type', 'Send the bytes of the file as they are, without a content coding.');
    if (offset === undefined || !/^\d{1,15}$/.test(offset)) throw new Problem('upload.offset_missing');
    const announced = headers['content-length'] === undefined ? null : Number(headers['content-length']);
    try {
      const received = await this.files.receive(actor, id, Number(offset), request.raw, announced);
      said(reply, received).code(204).send();
    } catch (error) {
      if (error instanceof WrongOffset) said(reply, error.received);
      // Nobody hears the answer, but what happened is no fault of ours.
      if (!(error instanceof Problem) && request.raw.errored) throw cutOff();
      throw error;
    }
  }
}

const isOffsetMediaType = (type: string | undefined) => type?.split(';', 1)[0].trim().toLowerCase() === offsetMediaType;

const said = (reply: FastifyReply, { offset }: Received) =>
  reply.header('tus-resumable', '1.0.0').header('upload-offset', String(offset)).header('cache-control', 'no-store');

const cutOff = () =>
  new Problem('request.invalid', undefined, [
    { pointer: '', code: 'file.cut_off', message: 'The sender broke off. Ask how far the file came and go on there.' },
  ]);
