import { PhoneOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, type Campaign, declineCall, makeLink, nextCall, noteReply, type OpinionCall, tryCall } from '#contract/campaign.ts'
import { units } from '#contract/identity.ts'
import { faultOf } from '../../app/fault.ts'
import { Go } from '../../app/Go.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField, SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { QuestionField } from './QuestionField.tsx'

const Who = ({ call }: { readonly call: OpinionCall }) => {
  const { t } = useTranslation('campaign')
  const { customer, complaint } = call
  return (
    <div className='ask-w'>
      <div className='fb-h'>
        {customer.phone ? <a className='call-n num' href={`tel:${customer.phone.replace(/[^\d+]/g, '')}`}><PhoneOutlined aria-hidden='true' /> {customer.phone}</a> : <span className='muted'>{t('form.stranger')}</span>}
        <Go className='link' to={links.customer(customer.id)}>{customer.name}</Go><span className='muted'>{call.unitName}</span>
      </div>
      {complaint && <p className='fb-f'>{t('person.of')} <Go className='link' to={links.complaint(complaint.id)}>{complaint.number}</Go> {complaint.firstWords}</p>}
      {call.history.map((one) => <p key={one.at} className='muted fb-f'><When at={one.at} /> {one.by?.name} {t('form.unreached')} {one.note}</p>)}
    </div>
  )
}

/** Ways in which a call ends without an answer. */
const Others = ({ call, onEnded }: { readonly call: OpinionCall; readonly onEnded: () => void }) => {
  const { t } = useTranslation('campaign')
  const whyNot = useWhyNot()
  const trying = useDo(tryCall, onEnded)
  const declining = useDo(declineCall, onEnded)
  const linking = useDo(makeLink)
  const on = { id: call.id, version: call.version }
  return (
    <div className='ask-o'>
      <div className='fb-a'>
        <ActionButton label={t('form.unreached')} whyNot={whyNot('campaign.try')} loading={trying.isPending} onPress={() => trying.mutate(on)} />
        <ActionButton label={t('form.declined')} whyNot={whyNot('campaign.note')} loading={declining.isPending} onPress={() => declining.mutate({ ...on, never: false })} />
        <ActionButton label={t('form.never')} whyNot={whyNot('campaign.note')} onPress={() => declining.mutate({ ...on, never: true })} />
        <ActionButton label={t('form.link')} whyNot={whyNot('campaign.note')} loading={linking.isPending} onPress={() => linking.mutate(on)} />
      </div>
      <ProblemNote error={trying.error ?? declining.error ?? linking.error} />
      {linking.data && <div className='fb-p' role='status'><p>{t('form.linkHint')}</p><p className='ask-l'>{linking.data.address}</p></div>}
    </div>
  )
}

/** One customer on the line: what is said first, what is asked, and what they say. */
const Form = ({ campaign, call, onEnded }: { readonly campaign: Campaign; readonly call: OpinionCall; readonly onEnded: () => void }) => {
  const { t } = useTranslation('campaign')
  const [answers, setAnswers] = useState<Answers>(() => campaign.questions.map(() => null))
  const [improvement, setImprovement] = useState('')
  const [unitId, setUnitId] = useState<string | null>(call.unitId)
  const places = useAsk(units, {}).data?.items ?? []
  const noting = useDo(noteReply, onEnded)
  const nothing = answers.every((answer) => answer === null) && improvement.trim() === ''
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); noting.mutate({ id: call.id, version: call.version, answers, improvement: improvement.trim() || null, ...(unitId && unitId !== call.unitId && { improvingUnitId: unitId }) }) }}>
      <Who call={call} />
      {campaign.greeting && <blockquote className='fb-q'>{campaign.greeting}</blockquote>}
      {campaign.questions.map((question, i) => <QuestionField key={question.text} question={question} value={answers[i] ?? null} onChange={(value) => setAnswers(answers.map((each, at) => (at === i ? value : each)))} />)}
      <LongField label={t('form.improve')} hint={t('form.improveHint')} value={improvement} onChange={setImprovement} error={faultOf(noting.error, 'improvement')} />
      {improvement.trim() !== '' && <SelectField label={t('form.improvingUnit')} search value={unitId} onChange={setUnitId} options={places.map((one) => ({ value: one.id, label: one.name }))} error={faultOf(noting.error, 'improvingUnitId')} />}
      <ProblemNote error={noting.error} />
      <div className='form-end'><ActionButton label={t('form.save')} kind='primary' submit whyNot={nothing ? t('form.nothing') : null} loading={noting.isPending} /></div>
      <Others call={call} onEnded={onEnded} />
    </form>
  )
}

/** Takes whoever is to be called next; one after the other, without leaving the screen. */
export const CallPanel = ({ campaign }: { readonly campaign: Campaign }) => {
  const { t } = useTranslation('campaign')
  const [ended, setEnded] = useState<string | null>(null)
  const taking = useDo(nextCall)
  const call = taking.data && taking.data.id !== ended ? taking.data : null
  if (call) return <Form key={call.id} campaign={campaign} call={call} onEnded={() => setEnded(call.id)} />
  return (
    <>
      {ended && <p role='status'>{t('form.saved')}</p>}
      <ProblemNote error={taking.error} />
      <ActionButton label={t(ended ? 'form.again' : 'call')} kind='primary' icon={<PhoneOutlined aria-hidden='true' />} whyNot={null} loading={taking.isPending} onPress={() => taking.mutate({ id: campaign.id })} />
    </>
  )
}
