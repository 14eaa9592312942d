import { useTranslation } from 'react-i18next'
import { useZone } from '../../ui/InZone.tsx'
import { wallWords } from '../../ui/time-words.ts'
import './clock.css'

interface Props {
  readonly customerName: string
  readonly number: string
  readonly reason: string
  /** Null while no time is chosen. */
  readonly until: string | null
}

/** The letter that goes out with the yes: the server's own words (`letters.extension`), filled in as far as it is known. */
export const ExtensionLetter = ({ customerName, number, reason, until }: Props) => {
  const { t } = useTranslation('case')
  const { zone } = useZone()
  const blanks: Readonly<Record<string, string>> = { name: customerName, number, reason: reason.trim() || '……', until: until ? wallWords(until, t('extend.letterTime'), { zone }) : '……' }
  const letter = t('communication:letters.extension', { skipInterpolation: true })
  return (
    <figure className='letter'>
      <figcaption>{t('extend.letter')}</figcaption>
      <blockquote className='pre'>{letter.replace(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank)}</blockquote>
    </figure>
  )
}
