import type { INestApplicationContext } from '@nestjs/common';
import type { StaffActor } from '../../access/actor.js';
import { Problem } from '../../errors.js';
import { GivenFiles } from '../../imports/files/given-file.js';
import type { ImportBody } from '../../imports/import-body.js';
import { ImportsService } from '../../imports/imports.service.js';
import { ImportSteps } from '../../imports/run/import-steps.js';
import { ImportSettings } from '../../imports/settings/import-settings.js';
import { RevertSteps } from '../../imports/undo/revert-steps.js';
import { BeginImport } from '../../imports/upload/begin-import.js';
import { ReceiveFile, WrongOffset as ServiceSaysWrongOffset } from '../../imports/upload/receive-file.js';
import { type ImportDoor, MappingRefused, WrongOffset } from './door.js';

/** The services of this installation, in the name of a member of staff: what the routes of the HTTP interface call as well. */
export function serviceDoor(app: INestApplicationContext, actor: StaffActor): ImportDoor {
  const imports = app.get(ImportsService);
  const beginning = app.get(BeginImport);
  const files = app.get(ReceiveFile);
  const settings = app.get(ImportSettings);
  const steps = app.get(ImportSteps);
  const reverts = app.get(RevertSteps);
  const given = app.get(GivenFiles);
  const view = (id: string) => imports.view(actor, id);
  return {
    create: async (key: string, body: ImportBody) => view((await beginning.begin(actor, key, body)).id),
    received: async (id) => (await files.received(actor, id)).offset,
    send: async (id, offset, piece) => {
      try {
        return (await files.receive(actor, id, offset, inOnePiece(piece), piece.length)).offset;
      } catch (error) {
        if (error instanceof ServiceSaysWrongOffset) throw new WrongOffset(error.received.offset);
        throw error;
      }
    },
    view,
    list: async (filter) => (await imports.list(actor, filter)).items,
    choose: (id, revision, choices) => settings.choose(actor, id, revision, choices),
    map: async (id, revision, mapping) => {
      try {
        return await settings.map(actor, id, revision, mapping);
      } catch (error) {
        if (error instanceof Problem && error.code === 'mapping.invalid') throw MappingRefused.of(error.errors);
        throw error;
      }
    },
    run: (id, revision) => steps.run(actor, id, revision),
    cancel: (id) => steps.cancel(actor, id),
    revert: (id, reason) => reverts.revert(actor, id, reason),
    bringBack: (id) => reverts.bringBack(actor, id),
    errors: async (id) => (await given.errors(actor, id)).bytes,
    annotated: async (id) => (await given.annotated(actor, id)).bytes,
  };
}

async function* inOnePiece(piece: Buffer): AsyncGenerator<Buffer> {
  yield piece;
}
