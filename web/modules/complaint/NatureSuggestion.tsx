import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { suggest } from '#contract/classification.ts'
import type { Nature } from '#contract/packs.ts'
import { useTerm } from '../../app/i18n.ts'

type Suggested = z.output<typeof suggest.output>['nature']

/** What kind of complaint the text speaks for, where another one is chosen. */
export const NatureSuggestion = ({ suggested, chosen, onTake }: { readonly suggested: Suggested; readonly chosen: string; readonly onTake: (nature: z.infer<typeof Nature>) => void }) => {
  const { t } = useTranslation('register')
  const term = useTerm()
  if (!suggested || suggested.value === chosen) return null
  return (
    <p className='cat-sug nat-sug'>
      <button type='button' onClick={() => onTake(suggested.value)}>{t('category.maybe', { what: term('nature', suggested.value) })}</button>
      <span className='muted'>{suggested.by === 'model' && <b className='cat-sure'>{t('category.sure', { percent: Math.min(99, Math.round(suggested.confidence * 100)) })}</b>}{suggested.words.length > 0 && t('category.because', { words: suggested.words.map((word) => t('settings:pack.quote', { word })).join(t('common:listSeparator')) })}</span>
    </p>
  )
}
