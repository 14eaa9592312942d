import { DownOutlined, FilterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { people, units } from '#contract/identity.ts'
import { installed, Stage, Urgency } from '#contract/packs.ts'
import { causeWords } from '../../app/causes.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import type { ListFilter } from '../../links.ts'
import { useZone } from '../../ui/InZone.tsx'
import { Press } from '../../ui/Press.tsx'
import { wallWords } from '../../ui/time-words.ts'
import { useCount } from './filter.ts'

interface Part { readonly name: 'unit' | 'handledIn' | 'owner' | 'urgency' | 'stage' | 'category'; readonly any: string; readonly options: readonly { readonly value: string; readonly label: string }[] }

const useParts = (ready: boolean): readonly Part[] => {
  const { t } = useTranslation('list')
  const term = useTerm()
  const places = useAsk(units, {}, { enabled: ready }).data?.items ?? []
  const persons = useAsk(people, {}, { enabled: ready }).data?.items ?? []
  const pack = useAsk(installed, {}, { enabled: ready }).data
  return [
    { name: 'owner', any: t('any.owner'), options: persons.filter((one) => !one.retired).map((one) => ({ value: one.id, label: one.name })) },
    { name: 'unit', any: t('any.unit'), options: places.map((one) => ({ value: one.id, label: one.name })) },
    { name: 'handledIn', any: t('any.handledIn'), options: places.map((one) => ({ value: one.id, label: t('handledAt', { unit: one.name }) })) },
    { name: 'urgency', any: t('any.urgency'), options: Urgency.options.map((one) => ({ value: one, label: term('urgency', one) })) },
    { name: 'stage', any: t('any.stage'), options: Stage.options.filter((one) => one !== 'closed').map((one) => ({ value: one, label: t('atStage', { stage: term('stage', one) }) })) },
    { name: 'category', any: t('any.category'), options: (pack?.categories ?? []).map((one) => ({ value: one.code, label: say(one.label) })) },
  ]
}

/** A plain select: as wide as what is chosen, quick on an old phone, known to every hand. */
const Token = ({ part, value = '', onChange }: { readonly part: Part; readonly value: string | undefined; readonly onChange: (value: string) => void }) => {
  const chosen = part.options.find((option) => option.value === value)
  return (
    <span className={value ? 'tok set' : 'tok'}>
      <span aria-hidden='true'>{chosen?.label ?? part.any}</span><DownOutlined aria-hidden='true' />
      <select aria-label={part.any} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value=''>{part.any}</option>
        {value && !chosen && <option value={value}>…</option>}
        {part.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </span>
  )
}

const CLEARED: ListFilter = { q: '', unit: '', handledIn: '', owner: '', urgency: '', stage: '', category: '', customer: '', severity: '', serviceStage: '', serviceFault: '', cause: '', reviewWanted: '', receivedSince: '', receivedUntil: '', registeredSince: '', closedSince: '', promisesDueSince: '', promisesKept: '', followedUpSince: '', satisfied: '' }

/** What else the list was narrowed by where it was opened from, in words. */
const useSaid = (filter: ListFilter): readonly string[] => {
  const { t } = useTranslation('list')
  const term = useTerm()
  const { zone } = useZone()
  const { data: pack } = useAsk(installed, {}, { enabled: Boolean(filter.cause) })
  const since = (at: string | undefined, format: string) => (at && !Number.isNaN(Date.parse(at)) ? wallWords(at, format, { zone }) : null)
  /** Times of figures can lie years back. */
  const dated = (name: string, at: string | undefined, year = false) => {
    const day = since(at, t(year ? 'since.withYear' : 'since.format'))
    return day && t(`since.${name}`, { day })
  }
  return [
    filter.q && t('containing', { q: filter.q }), filter.customer && t('ofCustomer'), filter.severity && term('severity', filter.severity), filter.serviceStage && term('serviceStage', filter.serviceStage), filter.serviceFault && term('serviceFault', filter.serviceFault), filter.cause && t('ofCause', { cause: causeWords(pack?.rootCauses ?? [], filter.cause, t('common:pathSeparator')) }), filter.reviewWanted && t('reviewWanted'),
    dated('received', filter.receivedSince, true), dated('receivedUntil', filter.receivedUntil, true),
    dated('registered', filter.registeredSince), dated('closed', filter.closedSince), dated(filter.promisesKept ? 'promisesKept' : 'promises', filter.promisesDueSince),
    dated('followedUp', filter.followedUpSince), filter.satisfied && t(filter.satisfied === '1' ? 'satisfied' : 'dissatisfied'),
  ].flatMap((words) => (words ? [words] : []))
}

const Count = ({ filter, ready }: { readonly filter: ListFilter; readonly ready: boolean }) => {
  const { t } = useTranslation('list')
  const told = useCount(filter, ready)
  return <span className='list-n' role='status'>{told && t(told.more ? 'countMore' : 'count', { count: told.count })}</span>
}

/** The filter as a sentence one can read aloud: each word in a frame can be changed. Its choices are asked for once the list is there. */
export const Sentence = ({ filter, ready, onChange }: { readonly filter: ListFilter; readonly ready: boolean; readonly onChange: (patch: ListFilter) => void }) => {
  const { t } = useTranslation('list')
  const parts = useParts(ready)
  const said = useSaid(filter)
  const narrowed = said.length > 0 || parts.some((part) => filter[part.name])
  return (
    <search className='sentence' aria-label={t('filter')}>
      <FilterOutlined aria-hidden='true' />
      <span>{t(`sentence.${filter.view ?? 'open'}`)}</span>
      {parts.map((part) => <Token key={part.name} part={part} value={filter[part.name]} onChange={(value) => onChange({ [part.name]: value })} />)}
      {said.map((words) => <span key={words} className='said'>{words}</span>)}
      {narrowed && <Press look='link' onClick={() => onChange(CLEARED)}>{t('clear')}</Press>}
      <Count filter={filter} ready={ready} />
    </search>
  )
}
