import { useTranslation } from 'react-i18next'
import { type Point, speaksTo } from './answered-points.ts'

const brief = (text: string) => (text.length > 16 ? `${text.slice(0, 16)}…` : text)

/** G7: which points the draft speaks to and which it leaves out. */
export const Answered = ({ points, draft }: { readonly points: readonly Point[]; readonly draft: string }) => {
  const { t } = useTranslation('case')
  if (draft.trim() === '' || points.length === 0) return null
  return (
    <p className='comp-chk' aria-live='polite'>
      {points.map((point) => (speaksTo(point, draft)
        ? <span className='yes' key={point.no}>{t('composer.answered', { no: point.no })}</span>
        : <span className='not' key={point.no}>{t('composer.unanswered', { no: point.no, words: brief(point.reading || point.text) })}</span>))}
    </p>
  )
}
