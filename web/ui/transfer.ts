/** Gives up when nothing has moved for a minute. */
const STALLED = 60_000

export interface Answered { readonly status: number; readonly body: unknown; readonly retryAfter: string | null }

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Sends bytes and tells how many have gone, which fetch cannot. Status 0: no answer came. */
export const transfer = (url: string, headers: Readonly<Record<string, string>>, bytes: Blob, onSent: (bytes: number) => void, signal: AbortSignal, withCredentials: boolean): Promise<Answered> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    let stalled = setTimeout(stop, STALLED)
    request.upload.onprogress = (event) => {
      clearTimeout(stalled)
      stalled = setTimeout(stop, STALLED)
      onSent(event.loaded)
    }
    request.onloadend = () => {
      clearTimeout(stalled)
      signal.removeEventListener('abort', stop)
      resolve({ status: request.status, body: parse(request.responseText), retryAfter: request.status ? request.getResponseHeader('retry-after') : null })
    }
    signal.addEventListener('abort', stop)
    request.open('PATCH', url)
    request.withCredentials = withCredentials
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', 'application/partial-upload')
    if (signal.aborted) stop()
    else request.send(bytes)
  })
