import { FieldTimeOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Extension } from '#contract/clock.ts'
import { useCan } from '../../app/session.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { wallWords } from '../../ui/time-words.ts'
import { When } from '../../ui/When.tsx'
import { DecideExtension } from './DecideExtension.tsx'
import type { Addressee } from './addressee.ts'
import { ExtensionLetter } from './ExtensionLetter.tsx'
import './clock.css'

interface FromTo { readonly extension: Extension }

/** From which time to which. */
export const ExtensionDates = ({ extension }: FromTo) => {
  const { t } = useTranslation('case')
  const { zone } = useZone()
  const at = (moment: string) => wallWords(moment, t('clock.moment'), { zone, end: true })
  return <>{t('extension.dates', { from: at(extension.dueBefore), to: at(extension.until) })}</>
}

interface Props { readonly complaintId: string; readonly to: Addressee; readonly label: string; readonly extension: Extension }

/** More time that somebody asked for: to who may decide a question, to everybody else a fact. */
export const ExtensionNote = ({ complaintId, to, label, extension }: Props) => {
  const { t } = useTranslation('case')
  const can = useCan()
  const mine = extension.whyNot === null
  const waits = can('clock.decideExtension') ? extension.whyNot : t('extension.waits')
  return (
    <section className='ck-note' aria-label={t('extension.under')}>
      <FieldTimeOutlined aria-hidden='true' />
      <div>
        <p><b>{t('extension.asks', { clock: label })}</b></p>
        <p><ExtensionDates extension={extension} /></p>
        <p className='ck-note-s'>{extension.askedBy?.name}　<When at={extension.askedAt} /></p>
        <p className='pre'>{extension.reason}</p>
        {mine && <details className='ck-letter'><summary>{t('extension.letter')}</summary><ExtensionLetter to={to} reason={extension.reason} until={extension.until} /></details>}
        {mine ? <DecideExtension complaintId={complaintId} extension={extension} /> : <p className='ck-note-s'>{waits}</p>}
      </div>
    </section>
  )
}
