import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { skills } from '#contract/assigning.ts'
import { type Person, people } from '#contract/identity.ts'
import { Asked } from '../../../app/Asked.tsx'
import { usePanel } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { AbsenceForm } from './AbsenceForm.tsx'
import { PersonForm } from './PersonForm.tsx'
import { SkillsForm } from './SkillsForm.tsx'

const Absence = ({ absence }: { readonly absence: NonNullable<Person['absence']> }) => {
  const { t } = useTranslation('settings')
  const day = t('absence.dayFormat')
  return <Chip tone='warn'>{t(absence.deputy ? 'absence.chip' : 'absence.chipAlone', { from: dayjs(absence.from).format(day), until: dayjs(absence.until).format(day), deputy: absence.deputy?.name })}</Chip>
}

const Row = ({ person }: { readonly person: Person }) => {
  const { t } = useTranslation('settings')
  const { open } = usePanel()
  return (
    <li className={person.retired ? 'psn gone' : 'psn'}>
      <button type='button' className='unit-n' onClick={() => open('edit', person.id)}>{person.name}</button>
      <span>{person.positionName ?? <span className='muted'>{t('person.noPost')}</span>}{person.unitName && <small className='muted'> {person.unitName}</small>}</span>
      <span className='muted psn-e'>{person.email}{person.phone && <><br />{person.phone}</>}</span>
      <span>{person.retired ? <Chip>{t('person.gone')}</Chip> : person.absence && <Absence absence={person.absence} />}</span>
      <span className='unit-a'>{!person.retired && <><Button size='small' onClick={() => open('skills', person.id)}>{t('assigning:skills.go')}<span className='sr'>{person.name}</span></Button><Button size='small' onClick={() => open('absence', person.id)}>{t('absence.go')}</Button></>}</span>
    </li>
  )
}

const Panels = ({ items }: { readonly items: readonly Person[] }) => {
  const { t } = useTranslation('settings')
  const { panel, on, close } = usePanel()
  const person = items.find((one) => one.id === on) ?? null
  const known = useAsk(skills, {}, { enabled: panel === 'skills' })
  return (
    <>
      <SidePanel title={t('person.new')} open={panel === 'new'} onClose={close}><PersonForm person={null} onDone={close} /></SidePanel>
      <SidePanel title={t('person.edit')} open={panel === 'edit' && person !== null} onClose={close}>{person && <PersonForm key={person.id} person={person} onDone={close} />}</SidePanel>
      <SidePanel title={t('absence.title', { name: person?.name })} open={panel === 'absence' && person !== null} onClose={close}>{person && <AbsenceForm key={person.id} person={person} people={items} onDone={close} />}</SidePanel>
      <SidePanel title={t('assigning:skills.of', { name: person?.name })} open={panel === 'skills' && person !== null} onClose={close}>{person && <Asked query={known} rows={4}>{(all) => <SkillsForm key={person.id} person={person} known={all.items.find((one) => one.personId === person.id)} onDone={close} />}</Asked>}</SidePanel>
    </>
  )
}

const matches = (person: Person, text: string) => [person.name, person.email, person.unitName, person.positionName, person.phone].some((part) => part?.toLowerCase().includes(text.trim().toLowerCase()))

/** Colleagues: who may sign in, in which post, who is away. */
export const PeoplePage = () => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const [text, setText] = useState('')
  const [gone, setGone] = useState(false)
  const query = useAsk(people, {})
  const shown = (items: readonly Person[]) => items.filter((person) => (gone || !person.retired) && matches(person, text))
  return (
    <>
      <PageHead title={t('place.people.label')} sub={t('place.people.hint')} actions={<ActionButton label={t('person.new')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('identity.createPerson')} onPress={() => open('new')} />} />
      <div className='set-find'><Input type='search' className='psn-find' prefix={<SearchOutlined aria-hidden='true' />} value={text} onChange={(event) => setText(event.target.value)} placeholder={t('person.find')} aria-label={t('person.find')} /><Checkbox checked={gone} onChange={(event) => setGone(event.target.checked)}>{t('person.withGone')}</Checkbox></div>
      <div className='card'>
        <Asked query={query}>
          {({ items }) => (shown(items).length === 0 ? <Empty title={t('person.empty')} /> : <ul className='psns'>{shown(items).map((person) => <Row key={person.id} person={person} />)}</ul>)}
        </Asked>
      </div>
      <Panels items={query.data?.items ?? []} />
    </>
  )
}
