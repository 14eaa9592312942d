import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Locale } from '#contract/common.ts'
import { type Info, getInfo } from './api.ts'
import { Broken } from './Broken.tsx'
import { CasePage } from './CasePage.tsx'
import { DonePage } from './DonePage.tsx'
import { MeetPage } from './MeetPage.tsx'
import { Frame } from './Frame.tsx'
import { LookPage } from './LookPage.tsx'
import { LostPage } from './LostPage.tsx'
import { useManifest } from './install.ts'
import { keptNumbers } from './kept-case.ts'
import { Link, Nav } from './Nav.tsx'
import { type Route, go, useRoute } from './route.ts'
import { SpeechContext, firstLocale, rememberLocale, speak, speechOf, useSpeech } from './speech.ts'
import { keep, keepCode, recall, recallCode, recallReceipt } from './store.ts'
import { TellPage } from './TellPage.tsx'
import { ThanksPage } from './ThanksPage.tsx'

/** Most visitors have no such link. */
const PartPage = lazy(() => import('./PartPage.tsx').then((loaded) => ({ default: loaded.PartPage })))
const ExpertPage = lazy(() => import('./ExpertPage.tsx').then((loaded) => ({ default: loaded.ExpertPage })))
const QuestionsPage = lazy(() => import('./QuestionsPage.tsx').then((loaded) => ({ default: loaded.QuestionsPage })))
const ApprovePage = lazy(() => import('./ApprovePage.tsx').then((loaded) => ({ default: loaded.ApprovePage })))
const OpinionPage = lazy(() => import('./OpinionPage.tsx').then((loaded) => ({ default: loaded.OpinionPage })))
const RenewPage = lazy(() => import('./RenewPage.tsx').then((loaded) => ({ default: loaded.RenewPage })))
const AgreementPage = lazy(() => import('./AgreementPage.tsx').then((loaded) => ({ default: loaded.AgreementPage })))

const LINKED = { agreement: AgreementPage, part: PartPage, expert: ExpertPage, questions: QuestionsPage, opinion: OpinionPage, approve: ApprovePage } as const
/** Behind a secret link. */
const isLinked = (route: Route): route is Extract<Route, { page: keyof typeof LINKED }> => route.page in LINKED

const AGAIN = 15_000

/** Whose portal this is and where one stands; asked until it is known. The name is remembered, so that the head does not flicker. */
const useInfo = (place: string | null, card: string | null, locale: Locale) => {
  const from = `${place} ${card}`
  const [known, setKnown] = useState<{ readonly from: string; readonly info: Info } | null>(null)
  useEffect(() => {
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = () => {
      getInfo({ place, card }, locale).then((found) => {
        if (gone) return
        keep('organization', found.organization)
        setKnown({ from: `${place} ${card}`, info: found })
      }, () => {
        if (!gone) timer = setTimeout(load, AGAIN)
      })
    }
    load()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [place, card, locale])
  return { firm: known?.info.organization ?? recall<string>('organization') ?? '', info: known?.from === from ? known.info : null }
}

const LookUp = () => {
  const { look } = useSpeech().words
  const kept = keptNumbers()
  return (
    <div className='stack-6'>
      <Nav here='look' />
      {kept.length > 0 && <section className='card stack'><h2>{look.kept}</h2><ul className='rows'>{kept.map((number) => <li key={number}><Link to={{ page: 'case', number }} className='link num'>{number}</Link></li>)}</ul></section>}
      <LookPage heading={<h1 tabIndex={-1}>{look.heading}</h1>} lead={look.lead} onPass={({ number, code }) => { keepCode(number, code); go({ page: 'case', number }) }} />
    </div>
  )
}

/** About a case only for who has opened it here. */
const Meeting = ({ number, place }: { readonly number: string | null; readonly place: string | null }) => {
  const code = number && recallCode(number)
  return <MeetPage place={place} pass={number && code ? { number, code } : null} />
}

interface PageProps {
  readonly route: Route
  readonly info: Info | null
  readonly firm: string
}

const Page = ({ route, info, firm }: PageProps) => {
  if (route.page === 'tell') return <TellPage key={`${route.place} ${route.card}`} info={info} scanned={route} />
  if (route.page === 'thanks') return <ThanksPage scanned={{ place: route.place, card: route.card }} />
  if (route.page === 'look') return <LookUp />
  if (route.page === 'lost') return <LostPage />
  if (route.page === 'renew') return <Suspense fallback={null}><RenewPage token={route.token} firm={firm} /></Suspense>
  if (isLinked(route)) {
    const Linked = LINKED[route.page]
    return <Suspense fallback={null}><Linked key={route.code} code={route.code} /></Suspense>
  }
  if (route.page === 'meet') return <Meeting number={route.number} place={route.place} />
  const code = recallCode(route.number)
  if (route.page === 'done' && code) return <DonePage pass={{ number: route.number, code }} receipt={recallReceipt()} firm={firm} />
  return <CasePage key={route.number} number={route.number} />
}

const idOf = (route: Route) => `${route.page} ${'number' in route ? route.number : ''}`

/** A new page is read from its heading on. The first one keeps the focus where the browser put it. */
const useArrival = (route: Route, title: string) => {
  const id = idOf(route)
  const before = useRef(id)
  useEffect(() => { document.title = title }, [title])
  useEffect(() => {
    if (before.current !== id) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    before.current = id
  }, [id])
}

export const App = () => {
  const [locale, setLocale] = useState(firstLocale)
  const speech = useMemo(() => speechOf(locale), [locale])
  const route = useRoute()
  const { info, firm } = useInfo('place' in route ? route.place : null, 'card' in route ? route.card : null, locale)
  useManifest(locale, 'place' in route ? route.place : null, 'card' in route ? route.card : null)
  useLayoutEffect(() => speak(speech), [speech])
  useArrival(route, [speech.words.titles[route.page], firm].filter(Boolean).join(' · '))
  const change = (next: Locale) => {
    rememberLocale(next)
    setLocale(next)
  }
  return (
    <SpeechContext value={speech}>
      <Frame firm={firm} onLocale={change}><Broken key={idOf(route)}><Page route={route} info={info} firm={firm} /></Broken></Frame>
    </SpeechContext>
  )
}
