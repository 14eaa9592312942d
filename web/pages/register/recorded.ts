/** When files that were added here were last written to: of a recording, when it ended. */
const written = new Map<string, number>()

export const noteWritten = (fileId: string, at: number) => { written.set(fileId, at) }

/** When a recording of that length began, as far as the file tells; in milliseconds. */
export const begunAt = (fileId: string, seconds: number): number | null => {
  const ended = written.get(fileId)
  return ended === undefined ? null : ended - seconds * 1_000
}
