import { BASE, type FilesTo, Refused, type StoredFile, Unreachable, judge, spokenLocale } from './api.ts'

const STALLED = 60_000

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Sends one file and tells how far it is, which fetch cannot. Gives up when nothing has moved for a minute. */
export const uploadFile = (file: File, to: FilesTo, onPercent: (percent: number) => void, signal: AbortSignal): Promise<StoredFile> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    let stalled = setTimeout(stop, STALLED)
    const moved = () => {
      clearTimeout(stalled)
      stalled = setTimeout(stop, STALLED)
    }
    request.upload.onprogress = (event) => {
      moved()
      if (event.lengthComputable) onPercent(Math.floor(event.loaded / event.total * 100))
    }
    request.onloadend = () => {
      clearTimeout(stalled)
      signal.removeEventListener('abort', stop)
      try {
        resolve(judge(request.status, parse(request.responseText), request.getResponseHeader('retry-after')) as StoredFile)
      } catch (error) {
        reject(error instanceof Refused ? error : new Unreachable(String(error)))
      }
    }
    signal.addEventListener('abort', stop)
    request.open('POST', BASE + to.path)
    for (const [name, value] of Object.entries({ 'accept-language': spokenLocale(), ...to.headers })) request.setRequestHeader(name, value)
    const body = new FormData()
    body.set('file', file)
    request.send(body)
  })
