import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passOn, workOf } from '#contract/absence.ts'
import { people, type Person } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'

/** What lies with somebody who leaves, and to whom it goes: nothing is left where nobody looks. */
export const PassOn = ({ person }: { readonly person: Person }) => {
  const { t } = useTranslation('assigning')
  const may = useCan()('identity.passOn')
  const [to, setTo] = useState<string | null>(null)
  const work = useAsk(workOf, { id: person.id }, { enabled: may }).data?.items ?? []
  const others = useAsk(people, {}, { enabled: may }).data?.items.filter((one) => one.id !== person.id && !one.retired) ?? []
  const passing = useDo(passOn)
  if (work.length === 0) return null
  const receiver = others.find((one) => one.id === to)
  return (
    <div className='pass-on'>
      <p>{t('leaving.has', { what: work.map(({ kind, count }) => t(`leaving.work.${kind}`, { count })).join(t('common:listSeparator')) })}</p>
      <SelectField label={t('leaving.to')} search clear value={to} onChange={setTo} placeholder={t('leaving.toUnit')} error={faultOf(passing.error, 'toId')} hint={t('leaving.hint')}
        options={others.map((one) => ({ value: one.id, label: [one.name, one.positionName, one.unitName].filter(Boolean).join('　') }))} />
      <ProblemNote error={faultOf(passing.error, 'toId') ? null : passing.error} />
      <Confirm label={t('leaving.pass')} question={receiver ? t('leaving.sure', { to: receiver.name }) : t('leaving.sureUnit')} whyNot={null} loading={passing.isPending} onConfirm={() => passing.mutate({ id: person.id, toId: to })} />
    </div>
  )
}
