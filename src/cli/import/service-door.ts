import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import type { StaffActor } from '../../access/actor.js';
import { GivenFiles } from '../../imports/files/given-file.js';
import { ImportsService } from '../../imports/imports.service.js';
import { ImportSettings } from '../../imports/settings/import-settings.js';
import { BeginImport } from '../../imports/upload/begin-import.js';
import { ReceiveFile, WrongOffset as WrongOffsetOfService } from '../../imports/upload/receive-file.js';
import { FailureError } from '../output.js';
import { type ImportDoor, WrongOffset } from './door.js';

/** The services of this installation, asked in somebody's name. */
export function serviceDoor(app: INestApplicationContext, actor: StaffActor): ImportDoor {
  const imports = app.get(ImportsService);
  const settings = app.get(ImportSettings);
  const files = app.get(ReceiveFile);
  const given = app.get(GivenFiles);
  return {
    create: async (key, body) => imports.view(actor, (await app.get(BeginImport).begin(actor, key, body)).id),
    received: async (id) => (await files.received(actor, id)).offset,
    send: async (id, offset, piece) => {
      try {
        return (await files.receive(actor, id, offset, Readable.from([piece]), piece.length)).offset;
      } catch (error) {
        if (error instanceof WrongOffsetOfService) throw new WrongOffset(error.received.offset);
        throw error;
      }
    },
    view: (id) => imports.view(actor, id),
    list: async (filter) => (await imports.list(actor, filter)).items,
    choose: (id, revision, choices) => settings.choose(actor, id, revision, choices),
    map: (id, revision, mapping) => settings.map(actor, id, revision, mapping),
    run: notHere,
    cancel: notHere,
    revert: notHere,
    bringBack: notHere,
    errors: async (id) => (await given.errors(actor, id)).bytes,
    annotated: async (id) => (await given.annotated(actor, id)).bytes,
  };
}

const notHere = () => Promise.reject(new FailureError('This needs a service that runs: say which by --server.'));
