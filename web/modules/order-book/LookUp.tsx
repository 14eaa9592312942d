import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { By, type Hit, lookUp } from '#contract/order-book.ts'
import { isNamed, type Told } from '#contract/order-fit.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { SilentSystems } from '../../app/SilentSystems.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Beside } from './Beside.tsx'
import { Said } from './Said.tsx'
import './order-book.css'

type Answer = z.output<typeof lookUp.output>

/** What came of asking: nowhere found is another thing than not known. */
const Outcome = ({ answer }: { readonly answer: Answer }) => {
  const { t } = useTranslation('orders')
  const down = answer.asked.filter(({ outcome }) => outcome === 'down')
  const lines = [
    ...(answer.asked.length === 0 ? [t('nowhere')] : []),
    ...(answer.found.length > 1 ? [t('several', { count: answer.found.length })] : []),
    ...(answer.found.length === 0 && answer.asked.length > down.length ? [t(down.length ? 'notInTable' : 'notFound')] : []),
    ...(answer.asked.some(({ more }) => more) ? [t('more')] : []),
  ]
  return (
    <div role='status'>
      {lines.map((line) => <p key={line}>{line}</p>)}
      <SilentSystems asked={answer.asked} />
    </div>
  )
}

interface Props {
  readonly complaintId?: string | undefined
  /** What is known already: asked for first, and shown beside what is found. */
  readonly told: Told
  readonly whyNotTake: string | null | undefined
  readonly taking?: boolean | undefined
  readonly onTake: (lookupId: string, at: number, hit: Hit) => void
  /** What became of taking one over. */
  readonly after?: ReactNode
}

const firstOf = ({ orderNumber, phone, memberNumber }: Told): { by: By; value: string } => {
  if (orderNumber) return { by: 'order', value: orderNumber }
  if (phone) return { by: 'phone', value: phone }
  return memberNumber ? { by: 'member', value: memberNumber } : { by: 'order', value: '' }
}

const of = (told: Told, by: By): string => ({ order: told.orderNumber, phone: told.phone, member: told.memberNumber, lot: told.lot, serial: null })[by] ?? ''

/** E2: is there such an order, as the firm's own records say; taken over with one press. */
export const LookUp = ({ complaintId, told, whyNotTake, taking, onTake, after }: Props) => {
  const { t } = useTranslation('orders')
  const [asked, setAsked] = useState<{ by: By; value: string } | null>(null)
  const { by, value } = asked ?? firstOf(told)
  const looking = useDo(lookUp)
  const whyNot = value.trim() === '' ? t('valueFirst') : null
  const look = () => { if (!whyNot) looking.mutate({ by, value: value.trim(), complaintId: complaintId ?? null }) }
  const answer = looking.data
  // Enter asks; the form around it is not sent by it.
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.target.role === 'combobox') return
    event.preventDefault()
    look()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is typed in the field within is heard here, nothing is pressed
    <div className='ord' onKeyDown={onEnter}>
      <div className='ord-q'>
        <SelectField label={t('by')} value={by} options={By.options.map((one) => ({ value: one, label: t(`of.${one}`) }))} onChange={(next) => { const chosen = By.catch('order').parse(next); setAsked({ by: chosen, value: of(told, chosen) || (asked?.value ?? '') }) }} />
        <TextField label={t('value')} value={value} onChange={(next) => setAsked({ by, value: next })} error={faultOf(looking.error, 'value')} />
        <ActionButton label={t('look')} whyNot={whyNot} loading={looking.isPending} onPress={look} />
      </div>
      <ProblemNote error={looking.error} />
      {answer && <Outcome answer={answer} />}
      {answer && answer.found.length > 0 && (
        <ul className='ord-l'>{answer.found.map((hit, at) => ({ hit, at })).map(({ hit, at }) => (
          <li key={`${answer.id} ${at}`}>
            <p className='ord-h'><b>{hit.order.number}</b><Chip>{t(`source.${hit.source}`)}</Chip></p>
            <Said order={hit.order} />
            {hit.named && !isNamed(hit.order) && <p className='muted'>{t('buyerHidden')}</p>}
            <Beside told={told} order={hit.order} />
            <div className='ord-a'><ActionButton label={t('take', { number: hit.order.number })} size='small' whyNot={whyNotTake} loading={taking} onPress={() => onTake(answer.id, at, hit)} /></div>
          </li>
        ))}</ul>
      )}
      {after}
    </div>
  )
}
