import { parentPort, workerData } from 'node:worker_threads'
import type { Job, Reply } from './host.ts'
import { typesetter } from './typeset.ts'

// An entry of its own: runs as a thread or as a process, see `host.ts`. Jobs come one at a time.
const root = parentPort === null ? String(process.argv[2]) : String(workerData)
const { typeset } = typesetter(root)

async function work(job: Job): Promise<Reply> {
  try {
    return { id: job.id, pdf: await typeset(job) }
  } catch (error) {
    return { id: job.id, fault: error instanceof Error ? error.message : String(error) }
  }
}

if (parentPort === null) {
  // A server that is gone does not want the paper any more.
  const send = (reply: Reply) => process.send?.(reply, undefined, undefined, () => undefined)
  process.on('message', (job) => {
    void work(job as Job).then(send)
  })
  process.on('disconnect', () => process.exit(0))
} else {
  const port = parentPort
  const send = (reply: Reply) => port.postMessage(reply, 'pdf' in reply ? [reply.pdf.buffer as ArrayBuffer] : [])
  port.on('message', (job: Job) => {
    void work(job).then(send)
  })
}
