import { createHmac } from 'node:crypto'
import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string }
type Answer = (response: ServerResponse) => void

/** What a receiver computes of a request by the text of the specification alone, with nothing of ours. */
export const signatureOf = (secret: string, { headers, body }: Received): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`

export const answering = (status: number, body = '', headers: Record<string, string> = {}): Answer => (response) => { response.writeHead(status, headers).end(body) }

/** A real receiver on this machine. It answers as it is told, in turn, and 200 when it is told nothing more. */
export const openReceiver = async () => {
  const received: Received[] = []
  const script: Answer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url ?? '' })
      const answer = script.shift() ?? answering(200, 'ok')
      answer(response)
    })
  })
  await new Promise<void>((open) => { server.listen(0, '127.0.0.1', open) })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`, port, received,
    next: (...answers: Answer[]) => { script.push(...answers) },
    close: () => new Promise<void>((closed) => {
      server.closeAllConnections()
      server.close(() => closed())
    }),
  }
}
