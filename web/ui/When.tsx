import { useTranslation } from 'react-i18next'
import { useNow } from './now.ts'
import { exactWords, momentWords } from './time-words.ts'

/** A moment in few words, exact on hover and for screen readers. */
export const When = ({ at }: { readonly at: string }) => {
  const { t } = useTranslation('common')
  const now = useNow()
  return <time className='num' dateTime={at} title={exactWords(t, at)}>{momentWords(t, at, now)}</time>
}
