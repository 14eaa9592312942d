import { type StoredFile, beginUpload, lookAtUpload, sendPart } from '#contract/files.ts'
import { type Carrier, type Watching, carry } from '../ui/resumable.ts'
import { transfer } from '../ui/transfer.ts'
import { type Problem, Refused, Unreachable, call, locate, sendingHeaders } from './call.ts'

const GONE = '/problems/files/upload-over'
const ELSEWHERE = '/problems/files/offset-differs'

const carrier: Carrier<StoredFile> = {
  to: 'staff',
  begin: (name, bytes) => call(beginUpload, { name, bytes }),
  look: ({ id, key }) => call(lookAtUpload, { id, key }),
  send: async ({ id, key }, offset, part, onSent, signal) => {
    const { path } = locate(sendPart, { id })
    const { status, body } = await transfer(path, { ...sendingHeaders(), 'x-upload-key': key, 'upload-offset': String(offset) }, part, onSent, signal, true)
    if (status >= 200 && status < 300) return body as { offset: number; file: StoredFile | null }
    throw status >= 400 && status < 500 && body !== null ? new Refused(body as Problem) : new Unreachable(String(status))
  },
  verdict: (error) => {
    if (!(error instanceof Refused) || error.problem.type === ELSEWHERE || error.problem.status >= 500) return 'again'
    return error.problem.type === GONE ? 'anew' : 'refused'
  },
}

/** Sends one file of any length; it goes on by itself where it stood. */
export const uploadFile = (file: File, watching: Watching): Promise<StoredFile> => carry(file, carrier, watching)
