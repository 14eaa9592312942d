import { StopOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { holdsOn } from '#contract/containment.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { useSettled } from '../../ui/settled.ts'
import { links } from '../../links.ts'
import './containment.css'

interface Props { readonly product?: string | null | undefined; readonly code?: string | null | undefined; readonly lot?: string | null | undefined }

/** Who has these goods in hand is told that they are held. Asked only where goods are named. */
export const HoldNote = ({ product, code, lot }: Props) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const can = useCan()
  // Settled as one text: what is being typed is asked for when it rests.
  const typed = useSettled(JSON.stringify({ product, code, lot }, (_, value: unknown) => (typeof value === 'string' ? value.trim() || undefined : value ?? undefined)))
  const named = JSON.parse(typed) as z.input<typeof holdsOn.input>
  const isNamed = Object.keys(named).length > 0
  const asked = useAsk(holdsOn, named, { enabled: isNamed && can('containment.read') })
  const items = isNamed ? asked.data?.items ?? [] : []
  return (
    <>
      {items.map((one) => (
        <section className='hold-n' key={one.id} role='status' aria-label={one.number}>
          <StopOutlined aria-hidden='true' />
          <div><p><b>{t('note.title', { number: one.number, what: [term('holdKind', one.kind), one.product, one.lot].filter(Boolean).join(' ') })}</b></p><p>{t('note.reason', { reason: one.reason })}</p><p><Go className='link' to={links.hold(one.id)}>{t('note.open')}</Go></p></div>
        </section>
      ))}
    </>
  )
}
