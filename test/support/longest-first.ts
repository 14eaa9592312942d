import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** What takes longest begins first, so that no worker is left alone with it at the end; the rest as before. */
const LONGEST = [/journeys\/industries/, /journeys\/traditional/, /journeys\/story-desktop/, /process\/mailbox/, /api\/demos/, /api\/demo\./, /api\/industries/, /test\/journeys\//, /test\/process\//]

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((pattern) => pattern.test(moduleId))
  return at < 0 ? LONGEST.length : at
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
