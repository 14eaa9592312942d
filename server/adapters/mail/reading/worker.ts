import { parentPort } from 'node:worker_threads'
import { readAsChineseMailIsWritten } from './decoder.ts'

// An entry of its own: runs as a thread, see `reader.ts`. Sources come one at a time.
readAsChineseMailIsWritten()
// Loaded after the decoder is in its place: the parser makes one when it is loaded.
const [{ default: PostalMime }, { readMail }] = await Promise.all([import('postal-mime'), import('./read.ts')])

parentPort?.on('message', (source: Uint8Array) => {
  readMail(PostalMime, source).then((mail) => parentPort?.postMessage(mail), () => parentPort?.postMessage(null))
})
