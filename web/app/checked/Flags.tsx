import { WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Flag } from '#contract/knowledge.ts'
import { say } from '../i18n.ts'
import './checked.css'

/** K1, G8: what should not be said, why, and what to say instead. */
export const Flags = ({ flags, onReplace }: { readonly flags: readonly z.infer<typeof Flag>[]; /** Absent: what stands there is not written any more. */ readonly onReplace?: (found: string, instead: string) => void }) => {
  const { t } = useTranslation('case')
  return (
    <ul className='flags' aria-live='polite'>
      {flags.map((flag) => (
        <li key={`${flag.code} ${flag.from}`} className={flag.level}>
          <WarningOutlined aria-hidden='true' />
          <p><b>{t('settings:pack.quote', { word: flag.found })}</b>{say(flag.why)}{flag.basis && <small>{t('statute:basis', { basis: say(flag.basis) })}</small>}<span>{t('composer.instead', { words: say(flag.instead) })}</span></p>
          {onReplace && <button type='button' className='link' onClick={() => onReplace(flag.found, say(flag.instead))}>{t('composer.replace')}</button>}
        </li>
      ))}
    </ul>
  )
}
