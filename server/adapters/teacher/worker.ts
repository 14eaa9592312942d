import { parentPort } from 'node:worker_threads'
import { learnFrom } from '#modules/classification/learning/lessons.ts'
import type { Job } from '#modules/classification/port.ts'

// An entry of its own: one job, one answer; what goes wrong ends the thread with the error.
parentPort?.once('message', (job: Job) => {
  const taught = learnFrom(job)
  parentPort?.postMessage(taught, [taught.learnt.buffer as ArrayBuffer])
})
