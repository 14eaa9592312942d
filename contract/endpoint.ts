import type { z } from 'zod'

/** A refusal the domain can give. The server throws it, the browser matches on its type (RFC 9457). */
export interface Refusal {
  /** `module/refusal`; on the wire `/problems/module/refusal`. Its words are `locales/<locale>/<module>.json` → `refusals`. */
  readonly type: string
  readonly status: number
}

export const refusal = (type: string, status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503): Refusal => ({ type, status })

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Options {
  /** HTTP status of success; 200 unless told. */
  readonly status?: 200 | 201
  /** Refusals of its own; those of its kind come by `refusalsOf`. */
  readonly refuses?: readonly Refusal[]
  /** Open to visitors without a session: sign-in, first run, portal. */
  readonly open?: true
  /** The body is multipart with one part named `file`; the other input fields travel in the path and the query. */
  readonly takesFile?: true
  /** The body is bytes, a part of a file; the other input fields travel in the path and in headers. */
  readonly takesPart?: true
  /** Input fields that travel as request headers: field → header name. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Options {
  readonly route: `${Method} /${string}`
  /** Path, query and body together, by name. Strict: an unknown field is refused. */
  readonly input: I
  readonly output: O
}

/** One operation of the API, relative to `/api/v1`. */
export const endpoint = <I extends z.ZodType, O extends z.ZodType>(
  route: Endpoint['route'],
  input: I,
  output: O,
  options: Options = {},
): Endpoint<I, O> => ({ route, input, output, ...options })
