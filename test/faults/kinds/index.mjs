// The faults of docs/faults.md, by their number.
import * as clocks from './clocks.mjs';
import * as disks from './disks.mjs';
import * as network from './network.mjs';
import * as processes from './processes.mjs';
import * as servers from './servers.mjs';
import * as uploads from './uploads.mjs';

const all = [processes, servers, network, disks, clocks, uploads].flatMap((kind) => Object.values(kind));
const numberOf = ({ id }) => Number(id.slice(1));

export const faults = Object.fromEntries(
  all.sort((a, b) => numberOf(a) - numberOf(b)).map((fault) => [fault.id, fault]),
);
