import { type LookupAddress, lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { type LookupFunction, isIP } from 'node:net'
import type { Letter, Poster, Reachable, Reply, Trouble } from '#kernel/post.ts'
import { hostOf, isPublic } from './reachable.ts'

const PATIENCE_MS = 10_000
/** Of what is answered so much is kept, unless more is asked for. */
const KEPT_BYTES = 2_048

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

const resolveBySystem: Resolve = (host) => new Promise((found, failed) => {
  lookup(host, { all: true }, (error, addresses) => (error ? failed(error) : found(addresses)))
})

class Inside extends Error {}

/** Looks a name up once and looks at every address it leads to; the connection goes to what was looked at, so that a second answer of the name server changes nothing. */
const checkedLookup = (resolve: Resolve, reachable: Reachable): LookupFunction => (host, options, done) => {
  resolve(host).then((addresses) => {
    const [first] = addresses
    if (!first) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
    if (!addresses.every(({ address }) => reachable(address))) throw new Inside(host)
    if (options.all) done(null, [...addresses])
    else done(null, first.address, first.family)
  }).catch((error: NodeJS.ErrnoException) => done(error, []))
}

/** What PostgreSQL can store of it. */
const readable = (chunks: readonly Buffer[], most: number) => Buffer.concat(chunks).subarray(0, most).toString('utf8').replaceAll('\u0000', '')

/** The beginning of the answer; its end is not waited for. */
const beginning = (response: IncomingMessage, most: number) => new Promise<string>((read) => {
  const chunks: Buffer[] = []
  let bytes = 0
  const done = () => {
    read(readable(chunks, most))
    response.destroy()
  }
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= most) done()
  })
  response.on('end', done).on('error', done).on('close', done)
})

const troubleOf = (error: Error, late: boolean): Trouble => {
  if (late) return 'timeout'
  if (error instanceof Inside) return 'inside'
  return 'code' in error && /^(ENOTFOUND|EAI_)/.test(String(error.code)) ? 'unresolved' : 'connection'
}

const sent = (open: () => ClientRequest, body: string | Uint8Array, late: AbortSignal, most: number) => new Promise<Reply>((replied) => {
  const failed = (error: Error) => replied({ status: null, trouble: troubleOf(error, late.aborted), answer: null })
  const request = open()
  request.on('error', failed)
  request.on('response', (response) => {
    const status = response.statusCode ?? 0
    const trouble = status >= 300 && status < 400 ? 'redirect' as const : null
    beginning(response, most).then((answer) => replied({ status, trouble, answer }), failed)
  })
  if (body.length) request.write(body)
  request.end()
})

interface Given { readonly insideAllowed: boolean; readonly resolve?: Resolve; readonly patienceMs?: number; readonly keptBytes?: number }

/** Asks over HTTP: a connection for each, no redirect followed, to public addresses only unless others are allowed. */
export const httpPoster = ({ insideAllowed, resolve = resolveBySystem, patienceMs = PATIENCE_MS, keptBytes = KEPT_BYTES }: Given): Poster => {
  const reachable: Reachable = insideAllowed ? () => true : isPublic
  return {
    post: ({ url, method = 'POST', headers, body }: Letter, stop) => {
      const to = new URL(url)
      const host = hostOf(to)
      // Addresses written as numbers are connected to without a look-up.
      if (isIP(host) && !reachable(host)) return Promise.resolve({ status: null, trouble: 'inside', answer: null })
      const late = AbortSignal.timeout(patienceMs)
      const open = () => (to.protocol === 'https:' ? secure : plain)(to, {
        method, headers: method === 'GET' ? headers : { ...headers, 'content-length': Buffer.byteLength(body) }, agent: false, lookup: checkedLookup(resolve, reachable), signal: AbortSignal.any([late, stop]),
      })
      return sent(open, body, late, keptBytes)
    },
  }
}
