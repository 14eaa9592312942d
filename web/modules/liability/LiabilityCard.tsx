import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ChargeBack, caseLiability } from '#contract/liability.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Money } from '../../ui/Money.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/Section.tsx'
import { links } from '../../links.ts'
import { Shares } from './ShareBar.tsx'

const TONES = { claimed: 'warn', agreed: 'primary', partlyAgreed: 'primary', refused: 'danger', received: 'good', withdrawn: 'plain' } as const
export const toneOf = ({ state, late }: Pick<ChargeBack, 'state' | 'late'>) => (late ? 'alert' : TONES[state])

type Open = (panel: 'divide' | 'claim' | 'chargeBack', on?: string) => void

const Claims = ({ items, open }: { readonly items: readonly ChargeBack[]; readonly open: Open }) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  if (items.length === 0) return null
  return (
    <>
      <h3 className='sub-h'>{t('card.claims')}</h3>
      <ul className='lia-l'>
        {items.map((one) => (
          <li key={one.id}>
            <p className='lia-h'><b>{one.outsider.name}</b><Chip tone={toneOf(one)}>{one.late ? t('one.late') : term('chargeBackState', one.state)}</Chip><span className='num'><Money fen={one.receipt?.amountFen ?? one.agreedFen ?? one.amountFen} /></span></p>
            <p className='muted'><span className='no'>{one.number}</span>{one.replaced && `　${t('card.replaced')}`}</p>
            <div className='card-a'><Button size='small' onClick={() => open('chargeBack', one.id)}>{t('one.step')}<span className='sr'>{one.number}</span></Button><Button size='small' href={links.claimLetter(one.id)} target='_blank'>{t('one.print')}<span className='sr'>{one.number}</span></Button></div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** E7: whose fault it was, in shares, and what is charged back of it. Asked when the card is on the page; a case in its first days has none. */
export const LiabilityCard = ({ complaintId, isEarly, open }: { readonly complaintId: string; readonly isEarly: boolean; readonly open: Open }) => {
  const { t } = useTranslation('liability')
  const can = useCan()
  const asked = useAsk(caseLiability, { complaintId }, { enabled: can('liability.read') && !isEarly })
  const it = asked.data
  if (isEarly || !it) return null
  return (
    <Section title={t('card.title')} extra={it.costFen > 0 ? t('card.cost', { sum: money(it.costFen) }) : t('card.noCost')}>
      <div className='card-b'>
        {it.current ? <Shares division={it.current} costFen={it.costFen} below={(share) => share.whyNotClaim === null && share.outsider && share.openFen > 0 && (
          <div className='card-a'><ActionButton size='small' label={<>{t('card.claim')}<span className='sr'>{share.outsider.name}</span></>} whyNot={it.may['claim']} onPress={() => open('claim', share.id)} /><span className='muted'>{t('card.open', { sum: money(share.openFen) })}</span></div>
        )} /> : <p className='muted'>{t('card.none')}</p>}
        <div className='card-a'><ActionButton size='small' label={t(it.current ? 'card.again' : 'card.divide')} whyNot={it.may['divide']} onPress={() => open('divide')} /></div>
        <Claims items={it.chargeBacks} open={open} />
        {it.earlier.length > 0 && <details className='f-old'><summary>{t('card.earlier', { count: it.earlier.length })}</summary>{it.earlier.map((one) => <Shares key={one.id} division={one} costFen={0} />)}</details>}
      </div>
    </Section>
  )
}
