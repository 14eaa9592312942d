import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Proceeding, caseProceedings } from '#contract/proceeding.ts'
import { say } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { Standing } from './standing.tsx'
import './proceeding.css'

type Open = (panel: 'newProceeding' | 'proceeding', on?: string) => void

const One = ({ one, open }: { readonly one: Proceeding; readonly open: Open }) => {
  const { t } = useTranslation('proceeding')
  return (
    <li>
      <p className='pro-h'><b>{say(one.body.label)}</b>{one.reference && <span className='no'>{one.reference}</span>}<Standing one={one} /></p>
      <dl className='kv'>
        {one.ownDue && <><dt>{t('card.ownDue')}</dt><dd><When at={one.ownDue} end /></dd></>}
        {one.answerBy && <><dt>{t('card.answerBy')}</dt><dd><When at={one.answerBy} end /></dd></>}
        {one.reportedAt && <><dt>{t('card.reported')}</dt><dd><When at={one.reportedAt} /></dd></>}
      </dl>
      {one.asks && <p className='muted pre'>{one.asks}</p>}
      {one.owed && <p><Chip tone='warn'>{t('card.owed')}</Chip></p>}
      <div className='card-a'><Button size='small' onClick={() => open('proceeding', one.id)}>{t('card.open')}<span className='sr'>{say(one.body.label)}</span></Button></div>
    </li>
  )
}

/** G9: what goes on with the case outside. Shown where there is something, or where somebody was told no and may go there. */
export const ProceedingsCard = ({ complaintId, wanted, open }: { readonly complaintId: string; readonly wanted: boolean; readonly open: Open }) => {
  const { t } = useTranslation('proceeding')
  const can = useCan()
  const it = useAsk(caseProceedings, { complaintId }, { enabled: can('proceeding.read') }).data
  if (!it || (it.items.length === 0 && !wanted)) return null
  return (
    <Section title={t('card.title')}>
      <div className='card-b'>
        {it.items.length === 0 ? <p className='muted'>{t('card.none')}</p> : <ul className='pro-l'>{it.items.map((one) => <One key={one.id} one={one} open={open} />)}</ul>}
        <div className='card-a'><ActionButton size='small' label={t('card.register')} whyNot={it.may['register']} onPress={() => open('newProceeding')} /></div>
      </div>
    </Section>
  )
}
