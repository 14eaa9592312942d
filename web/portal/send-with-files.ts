import { useEffect, useRef, useState } from 'react'
import { type Upload, type Uploads, idsOf, isBusy, isStuck } from './uploads.ts'

/**
 * Sends only when every file has arrived: pressing the button earlier queues the sending. A file the network lost is tried once
 * more first; one that still fails stops it, and `stuck` says so.
 */
export const useSendWithFiles = (uploads: Uploads, items: readonly Upload[], send: (fileIds: string[]) => void) => {
  const [queued, setQueued] = useState(false)
  const [stuck, setStuck] = useState(false)
  const latest = useRef(send)
  useEffect(() => { latest.current = send })
  useEffect(() => {
    if (!queued || isBusy(items)) return
    setQueued(false)
    setStuck(isStuck(items))
    if (!isStuck(items)) latest.current(idsOf(items))
  }, [queued, items])
  const start = () => {
    uploads.retry()
    setQueued(true)
  }
  return { queued, stuck: stuck && isStuck(items), start }
}
