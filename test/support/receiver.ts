import { createHmac } from 'node:crypto'
import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string; readonly method: string; readonly bytes: Buffer }
type Answer = (response: ServerResponse) => void

/** What a receiver computes of a request by the text of the specification alone, with nothing of ours. */
export const signatureOf = (secret: string, { headers, body }: Received): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`

export const answering = (status: number, body = '', headers: Record<string, string> = {}): Answer => (response) => { response.writeHead(status, headers).end(body) }

/** A real receiver on this machine. It answers as it is told, in turn, and `otherwise` when it is told nothing more. */
export const openReceiver = async (otherwise: Answer = answering(200, 'ok')) => {
  const received: Received[] = []
  const script: Answer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url ?? '', method: request.method ?? '', bytes: Buffer.concat(chunks) })
      const answer = script.shift() ?? otherwise
      answer(response)
    })
  })
  await new Promise<void>((open) => { server.listen(0, '127.0.0.1', open) })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`, port, received,
    next: (...answers: Answer[]) => { script.push(...answers) },
    /** As if nothing had come and nothing was to be answered. */
    clear: () => { received.length = 0; script.length = 0 },
    close: () => new Promise<void>((closed) => {
      server.closeAllConnections()
      server.close(() => closed())
    }),
  }
}
