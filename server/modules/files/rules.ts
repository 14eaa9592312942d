const MOST_NAME = 200

/** Only the last part of a path, nothing invisible, never empty, no character cut in half. */
export const plainName = (given: string): string => [...(given.split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').trim()].slice(-MOST_NAME).join('') || 'file'

export const inMegabytes = (bytes: number): number => Math.round(bytes / 1_048_576)
