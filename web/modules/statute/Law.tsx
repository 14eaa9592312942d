import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { CATEGORY, FAULT } from '#contract/statute-open.ts'
import { BACK, MADE_GOOD } from '#contract/statute-pack.ts'
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

const DAYS = { bought: 'dayBought', occurred: 'dayOccurred', received: 'dayReceived' } as const

type Point = CaseStatute['points'][number]
type Ruled = Point['rules'][number]

/** From how much on money is one of the ways. */
const MoneyWay = ({ ruled }: { readonly ruled: Ruled }) => {
  const { t } = useTranslation('statute')
  if (MADE_GOOD.some((kind) => ruled.ways.includes(kind))) return ruled.goodFen === null ? null : <small>{t('goodFrom', { amount: money(ruled.goodFen) })}</small>
  if (!BACK.some((kind) => ruled.ways.includes(kind))) return null
  return <small>{ruled.backFen === null ? t('backOpen') : t('backFrom', { amount: money(ruled.backFen) })}</small>
}

const Reckoned = ({ ruled }: { readonly ruled: Ruled }) => {
  const { t } = useTranslation('statute')
  const term = useTerm()
  if (!ruled.of || ruled.baseFen === null) return null
  return <small>{t(ruled.onceFen > 0 ? 'sumOnce' : 'sum', { base: term('statuteBase', ruled.of), amount: money(ruled.baseFen), times: ruled.times, once: money(ruled.onceFen) })}</small>
}

const Gives = ({ ruled }: { readonly ruled: Ruled }) => {
  const { t } = useTranslation('statute')
  const term = useTerm()
  const list = (kinds: readonly string[]) => kinds.map((kind) => term('remedyKind', kind)).join(t('common:listSeparator'))
  if (ruled.minFen === null) return <b>{t('ways', { kinds: list(ruled.ways) })}<MoneyWay ruled={ruled} /></b>
  return (
    <b>
      {/* Nothing has been said of how much: something is owed all the same. */}
      {ruled.minFen === 0 ? t('open', { kinds: list(ruled.kinds) }) : t('least', { kinds: list(ruled.kinds), amount: money(ruled.minFen) })}
      <Reckoned ruled={ruled} />
      {ruled.ways.length > 0 && <small>{t('instead', { kinds: list(ruled.ways) })}</small>}
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
      {ruled.standing === 'applies' && ruled.asks.includes(FAULT) && <p className='muted'>{t('findingBinds')}</p>}
      <Disputed ruled={ruled} positions={positions} />
      {ruled.standing === 'applies' && !standing && <ExemptForm complaintId={complaintId} pointId={point.pointId} rule={ruled.rule} whyNot={whyNot} />}
    </li>
  )
}

/** What is asked next, each fact once; and what was found, to be put right. Whose fault it was is written down with the finding. */
const asksOf = (point: Point) => [...new Set(point.rules.flatMap(({ asks }) => asks.slice(0, 1)))].filter((name) => name !== FAULT && name !== CATEGORY && !point.answered.includes(name))
const wantsFinding = (point: Point) => point.rules.some(({ standing, asks }) => standing === 'asks' && asks.includes(FAULT))

const Facts = ({ complaintId, point, whyNot }: { readonly complaintId: string; readonly point: Point; readonly whyNot: string | null | undefined }) => {
  const { t } = useTranslation('statute')
  const doing = useDo(answerFacts)
  const answer = (name: string) => (value: Answer) => doing.mutate({ complaintId, pointId: point.pointId, facts: { [name]: value } })
  const question = (name: string) => <Question key={`${name} ${String(point.facts[name])}`} name={name} value={(point.facts[name] ?? null) as Answer} whyNot={point.settled.includes(name) ? t('settled') : whyNot} held={point.held.includes(name) ? t('held') : null} busy={doing.isPending} onAnswer={answer(name)} />
  const asks = asksOf(point)
  return (
    <>
      <ProblemNote error={doing.error} />
      {!point.classified && <p className='muted'>{t('unclassified')}</p>}
      {wantsFinding(point) && <p className='muted'>{t('finding')}</p>}
      {asks.length > 0 && <div className='law-f'><p>{t('maybe')}</p>{asks.map(question)}</div>}
      {point.answered.length > 0 && <details className='law-f' open={asks.length === 0}><summary>{t('answered')}</summary>{point.answered.map(question)}</details>}
    </>
  )
}

type Which = Pick<CaseStatute, 'jurisdiction' | 'lawKnown' | 'day' | 'dayOf'>
/** A point that came along when cases were merged stays under the law under which it was told. */
const isOther = (law: Which, point: Which) => law.jurisdiction !== point.jurisdiction || law.day !== point.day || law.dayOf !== point.dayOf

/** Whose law it is, and of which day; said plainly where there is none to show. */
const WhichLaw = ({ law }: { readonly law: Which }) => {
  const { t } = useTranslation('statute')
  const term = useTerm()
  if (!law.lawKnown) return <p>{t('noLaw', { place: law.jurisdiction ? term('jurisdiction', law.jurisdiction) : t('noLawPlace') })}</p>
  return <p className='muted'>{t(DAYS[law.dayOf], { day: law.day })}</p>
}

/** F9: what the law gives at least for each point, what it still hangs on, and where it is disputed. */
export const Law = ({ complaintId, positions }: { readonly complaintId: string; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('statute')
  const { data, error } = useAsk(caseStatute, { complaintId }, { enabled: useCan()('statute.read') })
  const points = data?.points.filter((point) => isOther(data, point) || !point.classified || point.rules.length > 0 || point.answered.length > 0) ?? []
  return (
    <section className='law' aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <ProblemNote error={error} />
      {data && <WhichLaw law={data} />}
      {data?.lawKnown && points.length === 0 && <p className='muted'>{t('none')}</p>}
      {points.length > 0 && <p className='muted'>{t('hint')}</p>}
      {points.map((point) => (
        <div key={point.pointId} className='law-p'>
          {(data?.points.length ?? 0) > 1 && <h4>{t('point', { no: point.no })}</h4>}
          {data && isOther(data, point) && <WhichLaw law={point} />}
          <ul>{point.rules.filter((one) => one.standing === 'applies').map((one) => <One key={one.rule} complaintId={complaintId} point={point} ruled={one} positions={positions} whyNot={data?.may['exempt']} />)}</ul>
          <Facts complaintId={complaintId} point={point} whyNot={data?.may['answerFacts']} />
        </div>
      ))}
    </section>
  )
}
