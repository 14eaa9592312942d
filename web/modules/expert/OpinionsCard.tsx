import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CaseOpinions, type Opinion, caseOpinions } from '#contract/expert.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/Section.tsx'
import { Findings } from './Findings.tsx'
import './opinions.css'

export const toneOf = ({ state, late, contested }: Pick<Opinion, 'state' | 'late' | 'contested'>) => (state === 'withdrawn' ? 'plain' : state === 'asked' ? late ? 'alert' : 'warn' : contested ? 'warn' : 'good')

type Open = (panel: 'commission' | 'opinion', on?: string) => void

const One = ({ one, open }: { readonly one: Opinion; readonly open: Open }) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  return (
    <li className='exo'>
      <p className='exo-h'><b>{one.name}</b><Chip tone={toneOf(one)}>{one.late ? t('card.late') : term('opinionState', one.state)}</Chip>{one.contested && <Chip tone='warn'>{t('card.contested')}</Chip>}{one.basis && <Chip tone='primary'>{t('card.basis')}</Chip>}{one.state === 'asked' && <Countdown dueAt={one.dueAt} startedAt={one.asked.at} />}</p>
      <Findings questions={one.questions} />
      <p className='muted'><span className='no'>{one.number}</span>{one.secondTo && `　${t('card.secondTo', { number: one.secondTo.number })}`}{one.state === 'asked' && one.consent.state !== 'notNeeded' && `　${term('consentState', one.consent.state)}`}</p>
      {one.owedFen > 0 && <p>{t('card.owed', { sum: money(one.owedFen) })}</p>}
      {one.claimFen > 0 && <p className='muted'>{t('card.claim', { sum: money(one.claimFen) })}</p>}
      <div className='card-a'><Button size='small' onClick={() => open('opinion', one.id)}>{t('card.look')}<span className='sr'>{one.number}</span></Button>{one.state === 'asked' && one.may['letter'] === null && <Button size='small' href={links.opinionLetter(one.id)} target='_blank'>{t('card.print')}<span className='sr'>{one.number}</span></Button>}</div>
    </li>
  )
}

/** Points on which nothing is decided before somebody has looked. */
const Wanting = ({ wanting, several }: { readonly wanting: CaseOpinions['wanting']; readonly several: boolean }) => {
  const { t } = useTranslation('expert')
  if (wanting.length === 0) return null
  return <p className='exo-w'>{wanting.map((one) => t(several ? 'card.wantingOf' : 'card.wanting', { no: one.no, question: say(one.label) })).join(' ')}</p>
}

/** F8: what experts were asked, what they found, and on whom decisions rest. Nothing of it shows where no expert is asked in such cases. */
export const OpinionsCard = ({ complaintId, points, open }: { readonly complaintId: string; readonly points: number; readonly open: Open }) => {
  const { t } = useTranslation('expert')
  const can = useCan()
  const it = useAsk(caseOpinions, { complaintId }, { enabled: can('expert.read') }).data
  if (!it || (it.items.length === 0 && it.wanting.length === 0 && (it.expertise.length === 0 || it.may['commission'] !== null))) return null
  return (
    <Section title={t('card.title')} count={it.items.length || undefined}>
      <div className='card-b'>
        <Wanting wanting={it.wanting} several={points > 1} />
        {it.items.length > 0 && <ul>{it.items.map((one) => <One key={one.id} one={one} open={open} />)}</ul>}
        <div className='card-a'><ActionButton size='small' label={t('card.commission')} whyNot={it.may['commission']} onPress={() => open('commission')} /></div>
      </div>
    </Section>
  )
}
