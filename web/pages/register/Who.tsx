import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { say } from '../../app/i18n.ts'
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
        {(form.email || draft.email !== '') && <Line of='email' fault='customer/email' type='email' most={254} />}
        {(form.address || draft.address !== '') && <Line of='address' fault='customer/address' />}
        </>}
        <div className='wide'><RepresentativeFields /></div>
      </div>
    </Section>
  )
}
