import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { CurrentPack } from '#modules/packs/queries.ts'
import type { Entry } from '../words.ts'

/** More entries of their own than this would make every look-up slow. */
export const MOST_WORDINGS = 2_000

/** Words that speak for categories: those of the pack and of the organisation's own dictionary. */
export const categoryWords = async (read: Reader, organizationId: string, { body }: CurrentPack): Promise<Entry[]> => {
  const own = groupBy(await read.selectFrom('classification.wording').select(['phrase', 'category_code']).where('organization_id', '=', organizationId).where('state', '=', 'accepted').limit(MOST_WORDINGS).execute(), (row) => row.category_code)
  return body.categories.filter(({ retired }) => !retired).map(({ code, parent, keywords, wording = [] }) => {
    const added = own.get(code)?.map(({ phrase }) => phrase) ?? []
    return { code, parent, keywords: added.length + wording.length ? [...keywords, ...wording, ...added] : keywords }
  })
}
