import { useTranslation } from 'react-i18next'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import type { Advice } from './proposal.ts'

type Precedent = Advice['precedents']['items'][number]

/** What was given, and how it ended: whether it pleased, was opened again, or came again. */
const useEnd = (each: Precedent): string => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const said = each.satisfied === null ? [] : [each.satisfied ? t('customer.satisfied') : t('customer.dissatisfied')]
  return [each.kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator')), ...said, ...(each.reopened > 0 ? [t('band.reopened', { count: each.reopened })] : []), ...(each.cameBack ? [t('band.cameBack')] : [])].filter(Boolean).join('　')
}

const One = ({ each }: { readonly each: Precedent }) => {
  const { t } = useTranslation('case')
  const end = useEnd(each)
  return (
    <li>
      <p><Go className='link no' to={links.complaint(each.complaintId)}>{each.number}</Go>{each.leading && <Chip tone='primary'>{t('band.leading')}</Chip>}<span className='sp' /><Money fen={each.givenFen} /></p>
      {each.leading && <q className='prec-q'>{each.leading.reason}</q>}
      <p className='muted'>{end}{end && '　'}<When at={each.closedAt} /></p>
      {each.near && <p className='muted'>{t('band.near')}</p>}
      <div className='prec-w'>
        <span className='prec-s'><i style={{ inlineSize: `${each.score}%` }} aria-hidden='true' /></span><span className='num'>{t('band.score', { score: each.score })}</span>
        <ul aria-label={t('band.why')}>{each.why.map(({ trait, percent }) => <li key={trait}>{t(`band.trait.${trait}`)} <b className='num'>{t('band.percent', { percent })}</b></li>)}</ul>
      </div>
    </li>
  )
}

/** The cases themselves: the leading and the most alike first, with what they have in common, what was given and how it ended. */
export const PrecedentList = ({ items }: { readonly items: readonly Precedent[] }) => {
  const { t } = useTranslation('case')
  if (items.length === 0) return null
  return <details className='precs' open={items.some((each) => each.leading)}><summary>{t('band.list', { count: items.length })}</summary><ul>{items.map((each) => <One key={each.complaintId} each={each} />)}</ul></details>
}
