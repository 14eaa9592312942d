import { type ReactNode, createContext, useCallback, useContext, useEffect, useId, useMemo, useState } from 'react'

interface Waiting { readonly any: boolean; readonly tell: (who: string, some: boolean) => void }
const WaitingFiles = createContext<Waiting>({ any: false, tell: () => undefined })

/** A form with files: what saves it waits until those on their way have arrived, so that none is left out unseen. */
export const WaitsForFiles = ({ children }: { readonly children: ReactNode }) => {
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set())
  const tell = useCallback((who: string, some: boolean) => setWaiting((before) => {
    if (before.has(who) === some) return before
    const after = new Set(before)
    if (some) after.add(who)
    else after.delete(who)
    return after
  }), [])
  const value = useMemo(() => ({ any: waiting.size > 0, tell }), [waiting, tell])
  return <WaitingFiles value={value}>{children}</WaitingFiles>
}

/** Whether files of the form around are on their way. */
export const useFilesOnTheirWay = (): boolean => useContext(WaitingFiles).any

/** Tells the form around whether some are. */
export const useTellFiles = (some: boolean): void => {
  const { tell } = useContext(WaitingFiles)
  const who = useId()
  useEffect(() => { tell(who, some) }, [tell, who, some])
  useEffect(() => () => tell(who, false), [tell, who])
}
