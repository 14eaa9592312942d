/** Writes items together: what arrives while one group is being written waits for the next. Each is done when its group is. */
export const inGroups = <T>(write: (group: readonly T[]) => Promise<void>): ((item: T) => Promise<void>) => {
  let waiting: T[] = []
  let coming: Promise<void> | null = null
  let last: Promise<unknown> = Promise.resolve()
  const writeWaiting = () => {
    const group = waiting
    waiting = []
    coming = null
    const written = write(group)
    last = written.catch(() => undefined)
    return written
  }
  return (item) => {
    waiting.push(item)
    coming ??= last.then(writeWaiting)
    return coming
  }
}
