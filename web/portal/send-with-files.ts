import { useEffect, useRef, useState } from 'react'
import { forget, keep, recall } from './store.ts'
import { type Upload, type Uploads, idsOf, isBusy, isStuck } from './uploads.ts'

/**
 * Sends only when every file has arrived: pressing the button earlier queues the sending, also without a network. What was paused
 * goes on; a file that was refused stops it, and `stuck` says so.
 */
export const useSendWithFiles = (name: string, uploads: Uploads, items: readonly Upload[], send: (fileIds: string[]) => void) => {
  const store = `queued.${name}`
  // Kept: who pressed it without a network may close the page and come back.
  const [queued, setQueued] = useState(() => recall<boolean>(store) === true)
  const [stuck, setStuck] = useState(false)
  const latest = useRef(send)
  useEffect(() => { latest.current = send })
  useEffect(() => {
    if (!queued || isBusy(items)) return
    setQueued(false)
    forget(store)
    setStuck(isStuck(items))
    if (!isStuck(items)) latest.current(idsOf(items))
  }, [queued, items, store])
  const start = () => {
    uploads.retry()
    keep(store, true)
    setQueued(true)
  }
  const stop = () => {
    forget(store)
    setQueued(false)
  }
  return { queued, stuck: stuck && isStuck(items), start, stop }
}
