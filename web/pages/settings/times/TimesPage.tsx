import { Button } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { officialCalendars } from '#contract/official-calendar.ts'
import { type UnitTimes, workingTimes } from '#contract/working-time.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useRegionName } from '../holidays/region-name.ts'
import { branches } from '../units/tree.ts'
import { TimesForm } from './TimesForm.tsx'
import { ahead } from './week.ts'
import { WeekLines } from './WeekLines.tsx'
import './times.css'

type Of = { readonly unitId: string; readonly name: string } | null

/** Whose word it is. */
const Said = ({ by, unitId }: { readonly by: Of; readonly unitId: string }) => {
  const { t } = useTranslation('times')
  return <span className='muted'>{by === null ? t('byPack') : by.unitId === unitId ? t('byItself') : t('byAbove', { name: by.name })}</span>
}

const SHOWN = 3

const Coming = ({ times: { unitId, inForce } }: { readonly times: UnitTimes }) => {
  const { t } = useTranslation('times')
  const coming = ahead(inForce.closures, dayjs().format('YYYY-MM-DD'))
  const day = (text: string) => dayjs(text).format(t(dayjs(text).isSame(dayjs(), 'year') ? 'dayFormat' : 'yearFormat'))
  return coming.length > 0 && (
    <ul className='coming'>
      {coming.slice(0, SHOWN).map(({ from, to, reason, hours, of }) => (
        <li key={`${from} ${to} ${reason}`}><Chip tone='warn'>{hours ? t('shutPart') : t('shut')}</Chip> {from === to ? day(from) : t('fromTo', { from: day(from), to: day(to) })} {reason}{of && of.unitId !== unitId && <span className='muted'> · {of.name}</span>}</li>
      ))}
      {coming.length > SHOWN && <li className='muted'>{t('more', { count: coming.length - SHOWN })}</li>}
    </ul>
  )
}

interface RowProps { readonly name: string; readonly depth: number; readonly times: UnitTimes; readonly nameOf: (region: string) => string }

const Row = ({ name, depth, times, nameOf }: RowProps) => {
  const { t } = useTranslation('times')
  const { open } = usePanel()
  const { inForce, unitId } = times
  return (
    <li className='tms' style={{ paddingInlineStart: 16 + depth * 24 }}>
      <div><b>{name}</b><Said by={inForce.weeklyFrom} unitId={unitId} /></div>
      <div><WeekLines weekly={inForce.weekly} /><p className='muted'>{nameOf(inForce.region)} · {t(inForce.observesHolidays ? 'keepsHolidays' : 'opensOnHolidays')}</p><Coming times={times} /></div>
      <Button size='small' aria-label={t('setOf', { name })} onClick={() => open('edit', unitId)}>{t('set')}</Button>
    </li>
  )
}

/** When each unit is open (D2): its deadlines are counted by it. */
export const TimesPage = () => {
  const { t } = useTranslation('times')
  const { panel, on, close } = usePanel()
  const all = useAsk(units, {})
  const query = useAsk(workingTimes, {}, { still: panel === 'edit' })
  const nameOf = useRegionName(useAsk(officialCalendars, {}).data?.items ?? [])
  const of = (id: string | null) => query.data?.items.find((times) => times.unitId === id)
  const editing = of(on)
  return (
    <>
      <PageHead title={t('settings:place.times.label')} sub={t('settings:place.times.hint')} />
      <div className='card'>
        <Asked query={query}>
          {() => <ul className='units'>{branches(all.data?.items ?? []).map(({ unit, depth }) => {
            const times = of(unit.id)
            return times && <Row key={unit.id} name={unit.name} depth={depth} times={times} nameOf={nameOf} />
          })}</ul>}
        </Asked>
      </div>
      <SidePanel title={t('title', { name: all.data?.items.find((unit) => unit.id === on)?.name ?? '' })} open={panel === 'edit' && editing !== undefined} onClose={close}>{editing && <TimesForm key={`${editing.unitId} ${editing.revision}`} times={editing} onDone={close} />}</SidePanel>
    </>
  )
}
