import { useEffect, useState } from 'react'
import type { Fault } from '#contract/table-checks.ts'

/** So long after the last change everything is checked: with a thousand rules that takes longer than a keystroke. */
const QUIET_MS = 250

/** What is wrong, a moment after each change. */
export const useFaults = (check: () => readonly Fault[], changed: readonly unknown[]): readonly Fault[] => {
  const [faults, setFaults] = useState<readonly Fault[]>(check)
  useEffect(() => {
    const timer = setTimeout(() => setFaults(check()), QUIET_MS)
    return () => clearTimeout(timer)
    // biome-ignore lint/correctness/useExhaustiveDependencies: the check is a new function each time, what it checks is named
  }, changed)
  return faults
}
