export interface FieldFault {
  pointer?: string;
  code?: string;
  message: string;
}

/** A request that did not work, as problem+json told it. Status 0 and code "network": no answer came at all. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** In the reader's language, as the service worded it; empty if it said nothing. */
    readonly detail: string,
    readonly faults: FieldFault[],
    readonly reference: string | null,
    /** When the same may be tried again. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${status} ${code}`);
  }
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy in between answers with a page of its own; the status is all there is to know then.
  }
  const word = (value: unknown) => (typeof value === 'string' ? value : '');
  return new ApiProblem(
    response.status,
    word(body.code) || `http.${response.status}`,
    word(body.detail) || word(body.title),
    Array.isArray(body.errors) ? (body.errors as FieldFault[]) : [],
    word(body.trace_id) || word(body.instance) || null,
    Number(response.headers.get('retry-after')) || null,
  );
}
