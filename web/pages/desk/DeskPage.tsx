import dayjs from 'dayjs'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { desk } from '#contract/casefile.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useUrl } from '../../app/Go.tsx'
import { useAsk } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { links } from '../../links.ts'
import { useZone } from '../../ui/InZone.tsx'
import { correctClock, useNow } from '../../ui/now.ts'
import { wall } from '../../ui/time-words.ts'
import { Aside } from './Aside.tsx'
import { type DeskView, Figures } from './Figures.tsx'
import { isDueToday, SHOWS, type Show, shownOf } from './groups.ts'
import { Todo } from './Todo.tsx'
import './desk.css'

const MINUTE = 60_000

const partOfDay = (hour: number) => (hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening')

const Hello = ({ view }: { readonly view: DeskView | undefined }) => {
  const { t } = useTranslation('desk')
  const { person } = useSession()
  const now = useNow()
  const { zone, nameAt } = useZone()
  const name = nameAt(now)
  const late = view?.items.filter((item) => item.state === 'late').length ?? 0
  const today = view?.items.filter((item) => isDueToday(item, now)).length ?? 0
  return (
    <div>
      <h1>{t(`hello.${partOfDay(dayjs(now).hour())}`, { name: person.name })}</h1>
      <p className='sub'>{wall(now, zone).format(t('dateFormat'))}{name && <small className='tz'>{name}</small>}<span className='hello-n'>{view ? t('dueToday', { count: today }) : ' '}{late > 0 && <b className='hot-t'>{t('lateOf', { count: late })}</b>}</span></p>
    </div>
  )
}

const Shows = ({ view, show }: { readonly view: DeskView | undefined; readonly show: Show }) => {
  const { t } = useTranslation('desk')
  return (
    <nav className='seg desk-seg' aria-label={t('showLabel')}>
      {SHOWS.map((one) => <Go key={one} to={links.desk(one)} {...(one === show ? { className: 'on', 'aria-current': 'true' as const } : {})}>{t(`show.${one}`)}<b>{view ? shownOf(view.items, one).length : ''}</b></Go>)}
    </nav>
  )
}

/** What should I do now, by when. */
export const DeskPage = () => {
  const { t } = useTranslation('desk')
  const { params } = useUrl()
  const show = SHOWS.find((one) => one === params['show']) ?? 'all'
  const query = useAsk(desk, {}, { refetchInterval: MINUTE })
  const serverNow = query.data?.now
  useTitle(t('title'))
  useEffect(() => { if (serverNow) correctClock(serverNow) }, [serverNow])
  return (
    <div className='page desk'>
      <div className='page-h'><Hello view={query.data} /><Shows view={query.data} show={show} /></div>
      <Asked query={query} rows={12}>
        {(view) => (
          <>
            <Figures view={view} />
            <div className='desk-grid'><Todo items={shownOf(view.items, show)} /><Aside view={view} /></div>
            <p className='keys' aria-hidden='true'><span><kbd>j</kbd><kbd>k</kbd>{t('keys.move')}</span><span><kbd>↵</kbd>{t('keys.open')}</span><span><kbd>r</kbd>{t('keys.register')}</span><span><kbd>?</kbd>{t('keys.all')}</span></p>
          </>
        )}
      </Asked>
    </div>
  )
}
