import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { type CaseStatute, answerFacts, caseStatute } from '#contract/statute.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { money } from '../../ui/money.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ExemptForm } from './ExemptForm.tsx'
import { type Answer, Question } from './Question.tsx'
import './statute.css'

type Point = CaseStatute['points'][number]
type Ruled = Point['rules'][number]

const Gives = ({ ruled }: { readonly ruled: Ruled }) => {
  const { t } = useTranslation('statute')
  const term = useTerm()
  const list = (kinds: readonly string[]) => kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator'))
  if (ruled.minFen === null) return <b>{t('ways', { kinds: list(ruled.ways) })}</b>
  // Nothing has been said of how much: no sum is less than the law then.
  if (ruled.minFen === 0) return <b>{t('open', { kinds: list(ruled.kinds) })}</b>
  return (
    <b>
      {t('least', { kinds: list(ruled.kinds), amount: money(ruled.minFen) })}
      {ruled.of && ruled.baseFen !== null && <small>{t('sum', { base: term('statuteBase', ruled.of), amount: money(ruled.baseFen), times: ruled.times })}</small>}
    </b>
  )
}

const Disputed = ({ ruled, positions }: { readonly ruled: Ruled; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('statute')
  const { exemption } = ruled
  if (!exemption) return null
  const post = positions.find((one) => one.code === exemption.positionCode)
  const position = post ? say(post.label) : exemption.positionCode
  const name = (exemption.state === 'asked' ? exemption.askedBy : exemption.decidedBy)?.name ?? ''
  return <p className='law-d'>{t(exemption.state === 'returned' ? 'returned' : exemption.state === 'approved' ? 'approved' : 'asked', { name, position, reason: exemption.reason, comment: exemption.comment ?? '' })}</p>
}

interface OneProps { readonly complaintId: string; readonly point: Point; readonly ruled: Ruled; readonly positions: PackView['positions']; readonly whyNot: string | null | undefined }

const One = ({ complaintId, point, ruled, positions, whyNot }: OneProps) => {
  const { t } = useTranslation('statute')
  const standing = ruled.exemption?.state === 'asked' || ruled.exemption?.state === 'approved'
  return (
    <li className={ruled.binds ? 'law-r binds' : 'law-r'}>
      <p>{say(ruled.text)}</p>
      <p className='muted'>{t('basis', { basis: say(ruled.basis) })}{!ruled.verified && <> <Chip>{t('unverified')}</Chip></>}</p>
      {ruled.standing === 'applies' && <Gives ruled={ruled} />}
      <Disputed ruled={ruled} positions={positions} />
      {ruled.standing === 'applies' && !standing && <ExemptForm complaintId={complaintId} pointId={point.pointId} rule={ruled.rule} whyNot={whyNot} />}
    </li>
  )
}

/** What is asked next, each fact once; and what was found, to be put right. */
const asksOf = (point: Point) => [...new Set(point.rules.flatMap(({ asks }) => asks.slice(0, 1)))].filter((name) => !point.answered.includes(name))

const Facts = ({ complaintId, point, whyNot }: { readonly complaintId: string; readonly point: Point; readonly whyNot: string | null | undefined }) => {
  const { t } = useTranslation('statute')
  const doing = useDo(answerFacts)
  const answer = (name: string) => (value: Answer) => doing.mutate({ complaintId, pointId: point.pointId, facts: { [name]: value } })
  const question = (name: string) => <Question key={`${name} ${String(point.facts[name])}`} name={name} value={(point.facts[name] ?? null) as Answer} whyNot={point.settled.includes(name) ? t('settled') : whyNot} busy={doing.isPending} onAnswer={answer(name)} />
  const asks = asksOf(point)
  return (
    <>
      <ProblemNote error={doing.error} />
      {asks.length > 0 && <div className='law-f'><p>{t('maybe')}</p>{asks.map(question)}</div>}
      {point.answered.length > 0 && <details className='law-f' open={asks.length === 0}><summary>{t('answered')}</summary>{point.answered.map(question)}</details>}
    </>
  )
}

/** F9: what the law gives at least for each point, what it still hangs on, and where it is disputed. */
export const Law = ({ complaintId, positions }: { readonly complaintId: string; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('statute')
  const { data, error } = useAsk(caseStatute, { complaintId }, { enabled: useCan()('statute.read') })
  const points = data?.points.filter((point) => point.rules.length > 0 || point.answered.length > 0) ?? []
  return (
    <section className='law' aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <ProblemNote error={error} />
      {data && points.length === 0 && <p className='muted'>{t('none')}</p>}
      {points.length > 0 && <p className='muted'>{t('hint')}</p>}
      {points.map((point) => (
        <div key={point.pointId} className='law-p'>
          {(data?.points.length ?? 0) > 1 && <h4>{t('point', { no: point.no })}</h4>}
          <ul>{point.rules.filter((one) => one.standing === 'applies').map((one) => <One key={one.rule} complaintId={complaintId} point={point} ruled={one} positions={positions} whyNot={data?.may['exempt']} />)}</ul>
          <Facts complaintId={complaintId} point={point} whyNot={data?.may['answerFacts']} />
        </div>
      ))}
    </section>
  )
}
