import { describe, expect, it } from '@jest/globals';
import { toProblem } from './problem-filter.js';

const withCode = (code: string) => Object.assign(new Error('nobody may read this'), { code });

describe('what the database or the way to it cannot do at the moment is asked for again, not reported as a fault of ours', () => {
  it.each([
    ['no room on the disk', '53100'],
    ['no memory', '53200'],
    ['no connection left', '53300'],
    ['a file that cannot be written', '58030'],
    ['a server that crashed and comes back', '57P02'],
    ['a broken protocol after a cut', '08P01'],
    ['a connection that was closed on the other side', 'EPIPE'],
  ])('%s (%s)', (_what, code) => {
    expect(toProblem(withCode(code))).toMatchObject({ code: 'service.unavailable', status: 503 });
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
  ])('the driver says "%s" and gives no code', (message) => {
    expect(toProblem(new Error(message))).toMatchObject({ code: 'service.unavailable', status: 503 });
  });

  it.each(['QueryRunnerAlreadyReleasedError', 'QueryRunnerProviderAlreadyReleasedError'])(
    'the connection went between two statements of a transaction (%s)',
    (name) => {
      const error = Object.assign(new Error('Already released.'), { name });
      expect(toProblem(error)).toMatchObject({ code: 'service.unavailable', status: 503 });
    },
  );

  it.each(['23505', '42P01', '22021', 'XX000'])('an error of ours stays one (%s)', (code) => {
    expect(toProblem(withCode(code))).toMatchObject({ code: 'service.failed', status: 500 });
  });
});
