import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { TellBy } from '#contract/tell-by.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useClearing } from '../../ui/clearing.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { IdentityPick } from '../../modules/kept/IdentityPick.tsx'
import { formOf } from './channels.ts'
import { useDesk } from './desk-context.ts'
import { Line } from './inputs.tsx'
import { RepresentativeFields } from './Representative.tsx'
import { isAsked } from './twins.ts'

const ClassPick = () => {
  const { t } = useTranslation('register')
  const clearing = useClearing()
  const { draft, set, pack } = useDesk()
  if (pack.classes.length === 0) return null
  return (
    <Field id='reg-class' label={t('field.class')}>
      <Select id='reg-class' allowClear={clearing} placeholder={t('field.classChoose')} value={draft.classCode} onChange={(code: string | undefined) => set({ classCode: code ?? null })} options={pack.classes.map((each) => ({ value: each.code, label: say(each.label) }))} />
    </Field>
  )
}

/** How they want to hear of what changes, where they said so. */
const TellByPick = () => {
  const { t } = useTranslation('register')
  const term = useTerm()
  const clearing = useClearing()
  const { draft, set, error } = useDesk()
  return (
    <Field id='reg-tell-by' label={t('field.tellBy')} hint={t('field.tellByHint')} error={faultOf(error, 'tellBy')}>
      <Select id='reg-tell-by' allowClear={clearing} placeholder={t('field.tellByChoose')} value={draft.tellBy} onChange={(tellBy: TellBy | undefined) => set({ tellBy: tellBy ?? null })} options={TellBy.options.map((value) => ({ value, label: term('tellBy', value) }))} />
    </Field>
  )
}

/** Whether who complains may be known; of who may not, nothing is asked. */
export const MayBeKnown = () => {
  const { draft, set } = useDesk()
  return <IdentityPick value={draft.identity} onChange={(identity) => set({ identity })} />
}

/** Who complains and how to reach them. */
export const Who = () => {
  const { t } = useTranslation('register')
  const { draft, pack } = useDesk()
  const form = formOf(draft.channel)
  return (
    <Section title={t('section.who')}>
      <div className='card-b form-grid'>
        <div className='wide'><MayBeKnown /></div>
        {draft.identity !== 'anonymous' && <>
        <Line of='phone' fault='customer/phone' type='tel' most={40} hint={t('field.phoneHint')} />
        <Line of='name' fault='customer/name' required />
        <ClassPick />
        {isAsked(pack, draft, 'memberNumber') && <Line of='memberNumber' fault='customer/memberNumber' most={60} />}
        {(form.email || draft.email !== '' || draft.tellBy === 'mail') && <Line of='email' fault='customer/email' type='email' most={254} />}
        {(form.address || draft.address !== '') && <Line of='address' fault='customer/address' />}
        </>}
        {draft.identity !== 'anonymous' && <TellByPick />}
        <div className='wide'><RepresentativeFields /></div>
      </div>
    </Section>
  )
}
