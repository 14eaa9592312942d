import { emptyWindow, keepBusy, serveParent } from './generator.ts'
import { Line, requestOf } from './line.ts'
import { dice, tell } from './text.ts'

/** Registrations of complaints that nobody has registered before. */
export interface IntakeJob { readonly kind: 'intake'; readonly port: number; readonly token: string; readonly connections: number; readonly seconds: number; readonly unitIds: readonly string[]; readonly seed: number; readonly prepare: number }
/** The same questions again and again. */
export interface ReadJob { readonly kind: 'read'; readonly port: number; readonly token: string; readonly connections: number; readonly seconds: number; readonly paths: readonly string[] }

const CHANNELS = ['phone', 'walkIn', 'phone', 'email']

const bodies = ({ unitIds, seed, prepare, token }: IntakeJob): Buffer[] => {
  const d = dice(seed)
  const now = new Date().toISOString()
  return Array.from({ length: prepare }, (_, i) => {
    const story = tell(d)
    return requestOf('POST', '/complaints', token, {
      channel: d.pick(CHANNELS), unitId: d.pick(unitIds), receivedAt: now, customer: { name: story.name, phone: phoneOf(seed, i) }, points: [{ text: story.text, wants: story.wants }],
      product: null, order: null, receiver: { name: '小李', position: '店员' }, signedOff: true,
    })
  })
}

/** A number of its own for every registration of every round. */
const phoneOf = (seed: number, i: number) => `1${[38, 39, 58, 59, 86][seed % 5]}${String((Math.floor(seed / 5) * 200_000 + i) % 100_000_000).padStart(8, '0')}`

const requestsOf = (job: IntakeJob | ReadJob) => (job.kind === 'intake' ? bodies(job) : job.paths.map((path) => requestOf('GET', path, job.token)))

const run = async (job: IntakeJob | ReadJob) => {
  const requests = requestsOf(job)
  const wanted = job.kind === 'intake' ? 201 : 200
  const lines = await Promise.all(Array.from({ length: job.connections }, () => Line.open(job.port)))
  let next = 0
  const askers = lines.map((line) => async () => {
    const request = requests[job.kind === 'intake' ? next : next % requests.length]
    next += 1
    if (!request) throw new Error(`only ${requests.length} requests were prepared`)
    const { status, body } = await line.ask(request)
    if (status !== wanted) throw new Error(`${status}: ${body.toString('utf8', 0, 400)}`)
  })
  const window = requests.length ? await keepBusy(askers, job.seconds) : emptyWindow('nothing to ask')
  for (const line of lines) line.close()
  return window
}

serveParent(run)
