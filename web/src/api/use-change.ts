import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage } from '../language/language.js';
import { idempotencyKeys } from './idempotency-key.js';
import { ApiProblem } from './problem.js';

export interface ChangeOptions {
  language: string;
  idempotencyKey: string;
}

/**
 * A change of something: sent once whatever the connection does. Whatever comes of it, what it touches is read anew, also when it was refused.
 * @param touches beginnings of keys; the change is done when the last of them is read
 */
export function useChange<Body, Answer = unknown>(
  touches: readonly QueryKey[],
  send: (body: Body, options: ChangeOptions) => Promise<Answer>,
) {
  const { language } = useLanguage();
  const client = useQueryClient();
  const [keys] = useState(idempotencyKeys);
  return useMutation({
    mutationFn: (body: Body) => send(body, { language, idempotencyKey: keys.keyFor(body) }),
    onSettled: async (_answer, error) => {
      if (!(error instanceof ApiProblem && (error.status === 0 || error.status >= 500))) keys.answered();
      const read = touches.map((queryKey) => client.invalidateQueries({ queryKey }));
      await read.at(-1);
    },
  });
}
