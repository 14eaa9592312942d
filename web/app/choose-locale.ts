import type { Locale } from '#contract/common.ts'
import { changeMe } from '#contract/identity.ts'
import { speak } from './i18n.ts'
import { useDo } from './query.ts'
import { useTakeSession } from './session.tsx'

/** The language of the page and of the person's account: both, so that mail comes in it too. */
export const useChooseLocale = () => {
  const take = useTakeSession()
  const change = useDo(changeMe, take)
  return async (locale: Locale) => {
    await speak(locale)
    change.mutate({ locale })
  }
}
