import { type Socket, connect } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')

export interface Reply { readonly status: number; readonly body: Buffer }
interface Waiting { readonly done: (reply: Reply) => void; readonly failed: (error: Error) => void }

/** One kept-alive HTTP connection with one request at a time, as lean as it can be: the generator shares the machine with what it measures. */
export class Line {
  private readonly socket: Socket
  private held: Buffer = Buffer.alloc(0)
  private waiting: Waiting | null = null

  private constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.take(chunk))
    socket.on('error', (error) => this.waiting?.failed(error))
    socket.on('close', () => this.waiting?.failed(new Error('the server closed the connection')))
  }

  static open(port: number): Promise<Line> {
    return new Promise((done, failed) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => done(new Line(socket)))
      socket.once('error', failed)
    })
  }

  ask(request: Uint8Array): Promise<Reply> {
    return new Promise((done, failed) => {
      this.waiting = { done, failed }
      this.socket.write(request)
    })
  }

  close(): void {
    this.waiting = null
    this.socket.destroy()
  }

  private take(chunk: Buffer): void {
    this.held = this.held.length ? Buffer.concat([this.held, chunk]) : chunk
    const end = this.held.indexOf(HEAD_END)
    if (end < 0) return
    const head = this.held.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const from = end + HEAD_END.length
    if (this.held.length < from + length) return
    const reply = { status: Number(head.slice(9, 12)), body: this.held.subarray(from, from + length) }
    this.held = this.held.subarray(from + length)
    const { waiting } = this
    this.waiting = null
    waiting?.done(reply)
  }
}

/** A whole request as bytes. */
export const requestOf = (method: string, path: string, token: string, body?: unknown): Buffer => {
  const payload = body === undefined ? '' : JSON.stringify(body)
  const type = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n`
  return Buffer.from(`${method} /api/v1${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\naccept-language: zh-CN\r\n${type}\r\n${payload}`)
}
