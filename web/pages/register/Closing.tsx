import { Button, Checkbox, Input, Radio } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Urgency } from '#contract/packs.ts'
import { sendOrHold } from '../../app/device/files.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useSession } from '../../app/session.tsx'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { formOf } from './channels.ts'
import { useDesk } from './desk-context.ts'
import { Line } from './inputs.tsx'
import { noteWritten } from './recorded.ts'
import { ClashNote } from './SaveNote.tsx'

const Changed = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const { draft, set, error } = useDesk()
  return (
    <>
      <Field label={t('urgency.to')}>
        <Radio.Group aria-label={t('urgency.to')} optionType='button' value={draft.urgency} onChange={(event) => set({ urgency: event.target.value as Urgency })} options={Urgency.options.map((value) => ({ value, label: term('urgency', value) }))} />
      </Field>
      <Field id='reg-urgency-reason' label={t('urgency.reason')} error={faultOf(error, 'urgencyReason')} required>
        <Input id='reg-urgency-reason' maxLength={200} value={draft.urgencyReason} onChange={(event) => set({ urgencyReason: event.target.value })} />
      </Field>
    </>
  )
}

/** What closed cases speak for beyond the rules; taken over by hand only. */
const Learnt = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const { draft, set, suggestion } = useDesk()
  const learnt = suggestion?.urgencyLearnt
  if (!learnt || draft.urgency) return null
  return <p className='muted'>{t('urgency.learnt', { what: term('urgency', learnt.value), percent: Math.min(99, Math.round(learnt.confidence * 100)) })} <Button size='small' type='link' onClick={() => set({ urgency: learnt.value })}>{t('urgency.change')}</Button></p>
}

/** C3: the rules propose an urgency and say why; whoever knows better changes it and says why, too. */
export const UrgencyPick = () => {
  const { t } = useTranslation('register')
  const { draft, set, suggestion } = useDesk()
  const proposed = suggestion?.urgency ?? 'general'
  return (
    <div className='urg-p'>
      <p><span className='lab'>{t('urgency.label')}</span><UrgencyTag urgency={draft.urgency ?? proposed} /><span className='muted'>{draft.urgency ? t('urgency.changed') : suggestion?.why ?? t('urgency.later')}</span>
        {draft.urgency
          ? <Button size='small' type='link' onClick={() => set({ urgency: null, urgencyReason: '' })}>{t('urgency.undo')}</Button>
          : <Button size='small' type='link' onClick={() => set({ urgency: proposed })}>{t('urgency.change')}</Button>}
      </p>
      <Learnt />
      {draft.urgency && <Changed />}
    </div>
  )
}

export const Files = () => {
  const { t } = useTranslation('register')
  const { person } = useSession()
  const { draft, set } = useDesk()
  return <FileDrop pages={formOf(draft.channel).files === 'scan'} label={t(`files.${formOf(draft.channel).files}`)} files={draft.files} onChange={(files) => set({ files })} upload={async (file, watching) => {
    const stored = await sendOrHold(file, person.id, watching)
    noteWritten(stored.id, file.lastModified)
    return stored
  }} />
}

export const SignOff = () => {
  const { t } = useTranslation('register')
  const { draft, set } = useDesk()
  return <Checkbox className='sign' checked={draft.signedOff} onChange={(event) => set({ signedOff: event.target.checked })}>{t('field.signedOff', { name: draft.receiverName || t('field.me') })}</Checkbox>
}

/** Evidence, urgency, who received it, and the recorder's sign-off. */
export const Closing = () => {
  const { t } = useTranslation('register')
  const { draft, error } = useDesk()
  return (
    <Section title={t('section.closing')}>
      <div className='card-b'>
        <Field label={t(`files.${formOf(draft.channel).files}`)} error={faultOf(error, 'fileIds')}><Files /></Field>
        <UrgencyPick />
        <div className='form-grid'>
          <Line of='receiverName' fault='receiver/name' required />
          <Line of='receiverPosition' fault='receiver/position' required />
        </div>
      </div>
    </Section>
  )
}

/** Always in sight: sign off, what is still missing, and the button. */
export const RegisterBar = () => {
  const { t } = useTranslation('register')
  const { bar, error, pending, register } = useDesk()
  useEffect(() => { if (error) document.querySelector<HTMLElement>('.reg .field.bad :is(input,textarea)')?.focus() }, [error])
  return (
    <div className='reg-bar'>
      <ProblemNote error={error} />
      <ClashNote />
      <SignOff />
      <ActionButton kind='primary' size='large' label={t('register')} whyNot={bar} loading={pending} onPress={register} />
    </div>
  )
}
