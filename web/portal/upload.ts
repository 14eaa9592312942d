import { type Carrier, type Watching, carry } from '../ui/resumable.ts'
import { transfer } from '../ui/transfer.ts'
import { BASE, type FilesTo, Refused, type StoredFile, type Upload, beginUpload, judge, lookAtUpload, spokenLocale, unlessBusy } from './api.ts'

const carrierTo = (to: FilesTo): Carrier<StoredFile> => ({
  to: `portal.${to.path}`,
  begin: (name, bytes) => beginUpload(to, name, bytes),
  look: lookAtUpload,
  send: ({ id, key }, offset, part, onSent, signal) => unlessBusy(async (proof) => {
    const { status, body, retryAfter } = await transfer(`${BASE}/uploads/${id}`, { 'accept-language': spokenLocale(), 'x-upload-key': key, 'upload-offset': String(offset), ...proof }, part, onSent, signal, false)
    return judge(status, body, retryAfter) as Upload
  }),
  verdict: (error) => {
    if (!(error instanceof Refused) || error.is('files/offset-differs')) return 'again'
    return error.is('files/upload-over') ? 'anew' : 'refused'
  },
})

/** Sends one file in parts; it goes on where it stood after a lost network or a closed page. */
export const uploadFile = (file: File, to: FilesTo, watching: Watching): Promise<StoredFile> => carry(file, carrierTo(to), watching)
