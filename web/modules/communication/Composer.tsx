import { FieldTimeOutlined, LockOutlined, MessageOutlined, PhoneOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { WaitsForFiles } from '../../ui/waits-for-files.tsx'
import { Call } from './Call.tsx'
import { Note } from './Note.tsx'
import { Reply, type WriteProps } from './Reply.tsx'
import './composer.css'

export const MODES = ['reply', 'call', 'promise', 'note'] as const
export type Mode = (typeof MODES)[number]
export const isMode = (text: string | null): text is Mode => MODES.some((mode) => mode === text)

const ICON = { reply: <MessageOutlined aria-hidden='true' />, call: <PhoneOutlined aria-hidden='true' />, promise: <FieldTimeOutlined aria-hidden='true' />, note: <LockOutlined aria-hidden='true' /> } as const

interface Props extends WriteProps { readonly mode: Mode; readonly onMode: (mode: Mode) => void; /** The form of the promise ledger. */ readonly promise: ReactNode }

/** Colour, frame, place of the button and wording all change with the kind of entry, so that a note can never be taken for a reply. */
export const Composer = ({ mode, onMode, promise, ...props }: Props) => {
  const { t } = useTranslation('case')
  return (
    <section className={`comp ${mode}`} aria-label={t('composer.label')}>
      <fieldset className='comp-tabs' aria-label={t('composer.kinds')}>
        {MODES.map((each) => (
          <button key={each} type='button' aria-pressed={mode === each} className={`ct-${each}`} onClick={() => onMode(each)}>{ICON[each]}<span>{t(`composer.mode.${each}`)}</span></button>
        ))}
      </fieldset>
      <WaitsForFiles key={mode}>
        {mode === 'reply' && <Reply {...props} />}
        {mode === 'call' && <Call {...props} />}
        {mode === 'promise' && promise}
        {mode === 'note' && <Note {...props} />}
      </WaitsForFiles>
    </section>
  )
}
