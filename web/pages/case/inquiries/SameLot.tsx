import { useTranslation } from 'react-i18next'
import { sameLot } from '#contract/inquiry.ts'
import { Go } from '../../../app/Go.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { useSettled } from '../../../ui/settled.ts'
import { When } from '../../../ui/When.tsx'
import { useScene } from '../scene.ts'

const Found = ({ lot }: { readonly lot: string }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const { it } = useScene()
  const { data } = useAsk(sameLot, { complaintId: it.id, lot })
  if (!data) return null
  return (
    <div className='inq-n' role='status'>
      <p>{data.items.length ? t('lot.others', { count: data.items.length, lot }) : t('lot.none', { lot })}</p>
      <ul>{data.items.map((one) => <li key={one.id}><Go className='link' to={links.complaint(one.id)}>{one.number}</Go>　{one.customerName}　{one.unitName}　{term('state', one.state)}　<When at={one.receivedAt} /></li>)}</ul>
    </div>
  )
}

/** Other cases of the lot that is being inspected. */
export const SameLot = ({ lot }: { readonly lot: string }) => {
  const asked = useSettled(lot.trim())
  return asked === '' ? null : <Found key={asked} lot={asked} />
}
