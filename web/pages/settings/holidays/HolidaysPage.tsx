import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type OfficialCalendar, officialCalendars } from '#contract/official-calendar.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { AddRegion } from './AddRegion.tsx'
import { LoadYears } from './LoadYears.tsx'
import { useRegionName } from './region-name.ts'
import { YearForm } from './YearForm.tsx'
import './holidays.css'

/** Older years are of use only to what was counted long ago. */
const SHOWN = 4

const Years = ({ region }: { readonly region: OfficialCalendar }) => {
  const { t } = useTranslation('holidays')
  const { open } = usePanel()
  return (
    <ul className='hol-y'>
      {region.years.slice(0, SHOWN).map((year) => (
        <li key={year.year}>
          <button type='button' className='unit-n num' onClick={() => open('year', `${region.code} ${year.year}`)}>{t('year', { year: year.year })}</button>
          <span>{t('off', { count: year.off })}{year.works > 0 && <> · {t('works', { count: year.works })}</>}</span>
          <span className='muted'>{year.shipped ? t('shipped') : year.source}{year.by && year.at && <> · {year.by.name} <When at={year.at} /></>}</span>
        </li>
      ))}
    </ul>
  )
}

const Region = ({ region, name }: { readonly region: OfficialCalendar; readonly name: string }) => {
  const { t } = useTranslation('holidays')
  const { open } = usePanel()
  const whyNot = useWhyNot()
  const latest = region.years[0]?.year ?? new Date().getFullYear() - 1
  const days = region.weekend.map((day) => t(`times:weekday.${day}`)).join(t('common:listSeparator'))
  return (
    <Section title={name} extra={region.publishedThrough ? <Chip tone='good'>{t('through', { year: region.publishedThrough.slice(0, 4) })}</Chip> : <Chip tone='warn'>{t('noYear')}</Chip>}>
      <div className='card-b hol'>
        <p className='muted'>{t('units', { count: region.units })} · {region.weekend.length ? t('weekend', { days }) : t('noWeekend')}</p>
        {region.years.length ? <Years region={region} /> : <p>{t('noYearHint')}</p>}
        <div className='hol-a'>
          <ActionButton label={t('load')} icon={<UploadOutlined aria-hidden='true' />} whyNot={whyNot('calendar.publish')} onPress={() => open('load', region.code)} />
          {!whyNot('calendar.publish') && <Button onClick={() => open('year', `${region.code} ${latest + 1}`)}>{t('enter', { year: latest + 1 })}</Button>}
        </div>
      </div>
    </Section>
  )
}

const Panels = ({ regions, nameOf }: { readonly regions: readonly OfficialCalendar[]; readonly nameOf: (code: string) => string }) => {
  const { t } = useTranslation('holidays')
  const { panel, on, close } = usePanel()
  const [code, year] = (on ?? '').split(' ')
  const region = regions.find((one) => one.code === code)
  const key = region ? `${region.code} ${region.revision} ${year}` : ''
  return (
    <>
      <SidePanel title={t('add')} open={panel === 'new'} onClose={close}><AddRegion taken={regions.map((one) => one.code)} onDone={close} /></SidePanel>
      <SidePanel title={t('loadOf', { name: region ? nameOf(region.code) : '' })} open={panel === 'load' && region !== undefined} onClose={close}>{region && <LoadYears key={key} region={region} onDone={close} />}</SidePanel>
      <SidePanel title={t('yearOf', { name: region ? nameOf(region.code) : '', year })} open={panel === 'year' && region !== undefined} onClose={close}>{region && year && <YearForm key={key} region={region} year={Number(year)} onDone={close} />}</SidePanel>
    </>
  )
}

/** Whose public holidays are known, and until when (D8). Working days are counted by them. */
export const HolidaysPage = () => {
  const { t } = useTranslation('holidays')
  const { panel, open } = usePanel()
  const whyNot = useWhyNot()
  const query = useAsk(officialCalendars, {}, { still: panel !== null })
  const nameOf = useRegionName(query.data?.items ?? [])
  const add = <ActionButton label={t('add')} icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('calendar.add')} onPress={() => open('new')} />
  return (
    <>
      <PageHead title={t('settings:place.holidays.label')} sub={t('settings:place.holidays.hint')} actions={add} />
      <Asked query={query}>{({ items }) => <div className='stack'>{items.map((region) => <Region key={region.code} region={region} name={nameOf(region.code)} />)}<Panels regions={items} nameOf={nameOf} /></div>}</Asked>
    </>
  )
}
