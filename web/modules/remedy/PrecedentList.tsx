import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { links } from '../../links.ts'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import type { Advice } from './proposal.ts'

type Precedent = Advice['precedents']['items'][number]

const One = ({ each }: { readonly each: Precedent }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const end = each.satisfied === null ? null : each.satisfied ? t('customer.satisfied') : t('customer.dissatisfied')
  return (
    <li>
      <p><Go className='link no' to={links.complaint(each.complaintId)}>{each.number}</Go><Money fen={each.givenFen} /></p>
      <p className='muted'>{each.kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator'))}{end && `　${end}`}　<When at={each.closedAt} /></p>
      {each.near && <p className='muted'>{t('band.near')}</p>}
      {each.why.length > 0 && <p className='muted'>{t('band.why', { why: each.why.map((why) => t(`band.${why}`)).join(t('common:listSeparator')) })}</p>}
    </li>
  )
}

/** The cases themselves: what they have in common, and which are of a near category only. */
export const PrecedentList = ({ items }: { readonly items: readonly Precedent[] }) => {
  const { t } = useTranslation('case')
  if (items.length === 0) return null
  return <details className='precs'><summary>{t('band.list', { count: items.length })}</summary><ul>{items.map((each) => <One key={each.complaintId} each={each} />)}</ul></details>
}
