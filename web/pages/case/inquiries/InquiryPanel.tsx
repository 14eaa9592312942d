import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Inquiry, reopenInquiry } from '#contract/inquiry.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { Written } from '../../../modules/inquiry/Written.tsx'
import '../../../modules/inquiry/inquiry.css'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useForm } from '../../../ui/form.ts'
import { useZone, useZoneHint } from '../../../ui/InZone.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { momentAt } from '../../../ui/zone.ts'
import { useScene } from '../scene.ts'
import { toneOf } from './InquiriesCard.tsx'
import { WorkInquiry } from './WorkInquiry.tsx'

const Head = ({ one }: { readonly one: Inquiry }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  return (
    <div className='form-lead'>
      <p className='inq-h'><b>{term('inquiryKind', one.details.kind)}</b><Chip tone={toneOf(one)}>{term('inquiryState', one.state)}</Chip>{one.state === 'open' && <Countdown dueAt={one.dueAt} startedAt={one.askedAt} />}<span className='no muted'>{one.number}</span></p>
      <p className='pre'>{one.what}</p>
      <p className='muted'>{t('panel.of', { owner: one.owner.name, by: one.askedBy?.name ?? '' })}　<When at={one.askedAt} />{one.pointNo !== null && `　${t('card.point', { no: one.pointNo })}`}</p>
      {one.evidence.map((each) => <p key={each.id}><Chip tone={each.keeping === 'expired' ? 'alert' : each.keeping === 'secured' ? 'good' : 'plain'}>{term('keeping', each.keeping)}</Chip> {each.what}{each.keeping === 'running' && each.until && <>　<Countdown dueAt={each.until} startedAt={one.askedAt} /></>}</p>)}
    </div>
  )
}

const Reopen = ({ one }: { readonly one: Inquiry }) => {
  const { t } = useTranslation('inquiry')
  const { zone } = useZone()
  const zoneHint = useZoneHint()
  const { values, set } = useForm({ reason: '', due: '' })
  const doing = useDo(reopenInquiry)
  const bar = values.reason.trim() === '' ? t('panel.reopenMissing') : values.due === '' ? t('ask.dueMissing') : null
  return (
    <>
      <Field id='reopen-why' label={t('panel.reopenWhy')} error={faultOf(doing.error, 'reason')} required><Input.TextArea id='reopen-why' autoSize={{ minRows: 2 }} value={values.reason} onChange={(event) => set('reason')(event.target.value)} /></Field>
      <Field id='reopen-due' label={t('ask.due')} hint={zoneHint} error={faultOf(doing.error, 'dueAt')} required><Input id='reopen-due' type='datetime-local' value={values.due} onChange={(event) => set('due')(event.target.value)} /></Field>
      <ProblemNote error={doing.error} />
      <div className='form-end'><ActionButton label={t('panel.reopen')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, reason: values.reason, dueAt: momentAt(zone, values.due) })} /></div>
    </>
  )
}

const Read = ({ one }: { readonly one: Inquiry }) => {
  const { t } = useTranslation('inquiry')
  const { it } = useScene()
  return (
    <>
      {one.result && <><h3>{t('work.result')}</h3><p className='pre'>{one.result}</p></>}
      {one.ended && <p className='muted'>{one.ended.by?.name}　<When at={one.ended.at} />{one.ended.why && `　${one.ended.why}`}</p>}
      <Written details={one.details} known={it} />
      {one.files.length > 0 && <ul className='f-e'>{one.files.map((file) => <li key={file.id}><a className='link' href={links.file(file.id, true)} target='_blank' rel='noreferrer'>{file.name}</a></li>)}</ul>}
    </>
  )
}

/** E6: one inquiry: to be worked on while it is open, to be read afterwards. */
export const InquiryPanel = ({ one }: { readonly one: Inquiry }) => {
  const { it } = useScene()
  return (
    <>
      <Head one={one} />
      {one.state === 'open' ? <WorkInquiry one={one} /> : <><Read one={one} />{it.state === 'open' && <Reopen one={one} />}</>}
    </>
  )
}
