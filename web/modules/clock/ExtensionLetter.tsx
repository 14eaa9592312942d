import { useTranslation } from 'react-i18next'
import { TAGS, useWordsFor } from '../../app/i18n.ts'
import { useZone } from '../../ui/InZone.tsx'
import { wall } from '../../ui/time-words.ts'
import type { Addressee } from './addressee.ts'
import './clock.css'

interface Props {
  readonly to: Addressee
  readonly reason: string
  /** Null while no time is chosen. */
  readonly until: string | null
}

/** The letter that goes out with the yes: the server's own words (`letters.extension`) in the customer's language, filled in as far as it is known. */
export const ExtensionLetter = ({ to, reason, until }: Props) => {
  const { t } = useTranslation('case')
  const theirs = useWordsFor(to.locale)
  const { zone } = useZone()
  if (!theirs) return null
  // Chinese dates are written in digits; only English names its months.
  const blanks: Readonly<Record<string, string>> = { name: to.name, number: to.number, reason: reason.trim() || '……', until: until ? wall(Date.parse(until), zone).locale('en').format(theirs('case:extend.letterTime')) : '……' }
  const letter = theirs('communication:letters.extension', { skipInterpolation: true })
  return (
    <figure className='letter'>
      <figcaption>{t('extend.letter')}</figcaption>
      <blockquote className='pre' lang={TAGS[to.locale]}>{letter.replace(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank)}</blockquote>
    </figure>
  )
}
