import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { Remedy } from '#contract/remedy.ts'
import { useTerm } from '../../app/i18n.ts'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { worthOf } from './worth.ts'

interface Turn { readonly key: string; readonly from: 'us' | 'them'; readonly at: string; readonly words: ReactNode }

const useTurns = (remedy: Remedy, customerName: string): readonly Turn[] => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const turns: Turn[] = []
  if (remedy.offeredAt) turns.push({ key: 'offer', from: 'us', at: remedy.offeredAt, words: <>{t('thread.offered')}{worthOf(t, remedy)}</> })
  for (const answer of remedy.answers) turns.push({
    key: answer.at, from: 'them', at: answer.at,
    words: <>{t('thread.said', { name: customerName, answer: term('answer', answer.answer) })}{answer.counterFen !== null && <>　<Money fen={answer.counterFen} /></>}{answer.text && <q>{answer.text}</q>}<small>{term('proof', answer.proof)}{answer.by && t('thread.recordedBy', { name: answer.by.name })}{answer.note && <>　{answer.note}</>}{answer.file && <>　<a className='link' href={links.file(answer.file.id, true)} target='_blank' rel='noreferrer'>{answer.file.name}</a></>}</small></>,
  })
  const no = remedy.declinedCounter
  if (no) turns.push({ key: 'declined', from: 'us', at: no.at, words: <>{t('thread.declined', { name: no.by.name })}<q>{no.grounds}</q><small>{t('thread.ways', { ways: no.furtherWays.map((way) => term('furtherWay', way)).join(t('common:listSeparator')) })}</small></> })
  return turns.toSorted((a, b) => a.at.localeCompare(b.at))
}

/** F6: offer, demand and answer in turn; ours on the right, the customer's on the left. */
export const Thread = ({ remedy, customerName }: { readonly remedy: Remedy; readonly customerName: string }) => {
  const { t } = useTranslation('case')
  const turns = useTurns(remedy, customerName)
  if (turns.length === 0) return null
  return (
    <ol className='thread' aria-label={t('thread.label')}>
      {turns.map((turn) => <li key={turn.key} className={turn.from}><div>{turn.words}</div><When at={turn.at} /></li>)}
      {remedy.state === 'offered' && remedy.expiresAt && <li className='open'>{t('thread.until')}<When at={remedy.expiresAt} end /></li>}
    </ol>
  )
}
