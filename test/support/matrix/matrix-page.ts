import { type Policy, type Caller as PolicyCaller, policies, watchPolicies } from '../../../src/access/policies.js';
import type { Caller } from './callers.js';
import type { Cell } from './cells.js';
import { outcomes } from './expectation.js';
import type { Operation } from './operations.js';

/** Where the page is kept; `npm run access:write` writes it anew. */
export const matrixPagePath = 'docs/authorisation-matrix.md';

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

/** The line of one row of the policy table. */
export function policyLine(key: string, { callers, object, fresh, readByTwo }: Policy): string {
  const words = callers.map((caller: PolicyCaller) => {
    if (typeof caller === 'string') return caller;
    return 'staff' in caller ? caller.staff.join(', ') : `partner ${caller.partner}`;
  });
  const about = `${object ? `; about ${object.kind} :${object.param}` : ''}${fresh ? '; fresh' : ''}${readByTwo ? '; of a special class let in by a second person' : ''}`;
  return line([`\`${key}\``, `${words.join(', ')}${about}`]);
}

export function rowOf(operation: Operation, callers: Caller[], cells: Cell[]): string {
  const own = cells.filter((cell) => cell.operation.key === operation.key);
  const marks = callers.map((caller) => {
    const cell = own.find((each) => each.caller === caller);
    return cell?.outcome ? outcomes[cell.outcome] : (cell?.said ?? '?');
  });
  const reached = new Set(own.filter(({ outcome }) => outcome === 'reached').map(({ said }) => said));
  return line([`\`${operation.key}\``, ...marks, [...reached].sort().join(', ')]);
}

export function matrixPage(operations: Operation[], callers: Caller[], cells: Cell[]): string {
  return `# Who may call what

Every operation of the interface tried by every kind of caller, against a running service with two organisations, Amal and Bayan. Ids in
paths are those of Amal's first case. Written by \`npm run access:write\`, compared with what the service answers in
\`test/integration/authorisation-matrix.spec.ts\`.

- ${outcomes.reached} reached: the answer in the last column, or a body that was refused after the guard had let the caller in
- ${outcomes.missing} 404, the very bytes that a missing thing gets; written down in the audit trail as denied
- ${outcomes.sign_in} 401: sign in first
- ${outcomes.fresh} 403: may, but must prove again who it is
- ${outcomes.csrf} 403: a cookie that came without our own page

${line(['operation', ...callers.map(({ mark }) => mark), 'reached is'])}
${line(['---', ...callers.map(() => ':-:'), '---'])}
${operations.map((operation) => rowOf(operation, callers, cells)).join('\n')}

## The callers

${line(['column', 'who'])}
${line(['---', '---'])}
${callers.map(({ mark, name }) => line([mark, name])).join('\n')}

## The policy table, in words

${line(['operation', 'who'])}
${line(['---', '---'])}
${operations.map(({ key }) => policyLine(key, policies[key])).join('\n')}

## Beside the interface

Served by each process on an address of its own, and only where one is named ([operations](operations.md#who-may-watch)). No session, key or receipt opens it.

${line(['route', 'who'])}
${line(['---', '---'])}
${Object.entries(watchPolicies)
  .map(([route, { callers }]) => line([`\`${route}\``, callers.join(', ')]))
  .join('\n')}
`;
}
