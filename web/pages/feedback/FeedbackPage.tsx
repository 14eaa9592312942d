import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Feedback, FeedbackKind, FeedbackState, oneFeedback } from '#contract/feedback.ts'
import { units } from '#contract/identity.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go, usePanel } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useSettled } from '../../ui/settled.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { EnterForm } from './EnterForm.tsx'
import { PassForm, TurnForm } from './HandleForms.tsx'
import { VoicesNav } from './VoicesNav.tsx'
import { useFeedback, useWanted } from './use-feedback.ts'
import './feedback.css'

const Facts = ({ item }: { readonly item: Feedback }) => {
  const { t } = useTranslation('feedback')
  const term = useTerm()
  const facts = [
    item.name ? t('by', { name: item.name }) : t('anonymous'), item.phone, item.unitName, item.place, item.card ? t('card', { card: item.card }) : term('channel', item.channel),
    item.enteredBy && t('entered', { name: item.enteredBy.name }),
  ]
  return <p className='muted fb-f'>{facts.filter(Boolean).join(' · ')} · <When at={item.receivedAt} /></p>
}

const Passed = ({ passed }: { readonly passed: NonNullable<Feedback['passed']> }) => {
  const { t } = useTranslation('feedback')
  return <p className='fb-p'><span className='muted'>{t('passedTo', { by: passed.by?.name ?? '', to: passed.to?.name ?? t('passedUnit') })}</span>{passed.note} <small className='muted'><When at={passed.at} /></small></p>
}

const Row = ({ item, onOpen }: { readonly item: Feedback; readonly onOpen: (panel: string, on: string) => void }) => {
  const { t } = useTranslation('feedback')
  const whyNot = useWhyNot()
  const can = useCan()
  return (
    <li className='fb'>
      <div className='fb-h'><Chip tone={item.kind === 'praise' ? 'good' : 'primary'}>{t(`kind.${item.kind}`)}</Chip>{item.praised && <b>{t('praised', { name: item.praised })}</b>}</div>
      <p className='fb-t'>{item.text}</p>
      <Facts item={item} />
      {item.passed && <Passed passed={item.passed} />}
      {item.complaintId
        ? <p><Go className='link' to={links.complaint(item.complaintId)}>{t('toComplaint')}</Go></p>
        : <div className='fb-a'><ActionButton label={t(item.passed ? 'passAgain' : 'pass')} size='small' whyNot={whyNot('feedback.passOn')} onPress={() => onOpen('pass', item.id)} /><ActionButton label={t('turn')} size='small' whyNot={whyNot('feedback.turn')} onPress={() => onOpen('turn', item.id)} />{can('thanks.give') && <Go className='link' to={links.thanks('give', item.id)}>{t('gift')}</Go>}</div>}
    </li>
  )
}

interface ChoiceProps<T extends string> { readonly label: string; readonly values: readonly T[]; readonly now: T | undefined; readonly name: (value: T | 'all') => string; readonly onChoose: (value: T | undefined) => void }

const Choice = <T extends string>({ label, values, now, name, onChoose }: ChoiceProps<T>) => (
  <fieldset className='seg' aria-label={label}>
    {[undefined, ...values].map((value) => <button type='button' key={value ?? 'all'} aria-pressed={value === now} className={value === now ? 'on' : ''} onClick={() => onChoose(value)}>{name(value ?? 'all')}</button>)}
  </fieldset>
)

const Filter = ({ q, onQ }: { readonly q: string; readonly onQ: (q: string) => void }) => {
  const { t } = useTranslation('feedback')
  const { wanted, narrow } = useWanted()
  const places = useAsk(units, {}).data?.items ?? []
  return (
    <search className='fb-find'>
      <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => onQ(event.target.value)} placeholder={t('find')} aria-label={t('find')} />
      <Choice label={t('kindLabel')} values={FeedbackKind.options} now={wanted.kind} name={(kind) => t(`kind.${kind}`)} onChoose={(kind) => narrow({ kind })} />
      <Choice label={t('stateLabel')} values={FeedbackState.options} now={wanted.state} name={(state) => t(`state.${state}`)} onChoose={(state) => narrow({ state })} />
      <SelectField label={<span className='sr'>{t('unitLabel')}</span>} clear search value={wanted.unitId} placeholder={t('everyUnit')} onChange={(unit) => narrow({ unit: unit ?? undefined })} options={places.map((one) => ({ value: one.id, label: one.name }))} />
    </search>
  )
}

/** Asked for by itself: what was handled may leave the list, and the code just given must not vanish with it. */
const Panels = () => {
  const { t } = useTranslation('feedback')
  const { panel, on, close } = usePanel()
  const asked = useAsk(oneFeedback, { id: on ?? '' }, { enabled: on !== null }).data
  const item = asked && asked.id === on ? asked : null
  return (
    <>
      <SidePanel title={t('enterTitle')} open={panel === 'enter'} onClose={close}><EnterForm onDone={close} /></SidePanel>
      <SidePanel title={t('passTitle')} open={panel === 'pass' && item !== null} onClose={close}>{item && <PassForm key={item.id} item={item} onDone={close} />}</SidePanel>
      <SidePanel title={t('turnTitle')} open={panel === 'turn' && item !== null} onClose={close}>{item && <TurnForm key={item.id} item={item} onDone={close} />}</SidePanel>
    </>
  )
}

/** Praise and suggestions, apart from complaints: to whom they were passed on, and what became of them. */
export const FeedbackPage = () => {
  const { t } = useTranslation('feedback')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const [q, setQ] = useState('')
  const { wanted } = useWanted()
  const asked = useSettled(q.trim())
  const query = useFeedback(wanted, asked)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const narrowed = Boolean(asked || wanted.kind || wanted.state || wanted.unitId)
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} actions={<ActionButton label={t('enter')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('feedback.enter')} onPress={() => open('enter')} />} />
      <VoicesNav />
      <Filter q={q} onQ={setQ} />
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t(narrowed ? 'none' : 'empty')} hint={t('emptyHint')} />}
        <ul className={query.isPlaceholderData ? 'posts old' : 'posts'} aria-label={t('title')}>{items.map((item) => <Row key={item.id} item={item} onOpen={open} />)}</ul>
        {query.hasNextPage && <p className='cus-more'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></p>}
      </div>
      <Panels />
    </div>
  )
}
