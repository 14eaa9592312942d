import { BarChartOutlined, PlusOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Feedback, FeedbackKind, oneFeedback } from '#contract/feedback.ts'
import { units } from '#contract/identity.ts'
import { Bones } from '../../app/Asked.tsx'
import { usePanel } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useSettled } from '../../ui/settled.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { RenewCodeForm } from '../../modules/portal/RenewCodeForm.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { AnswerForm, ImproveForm } from './AnswerForms.tsx'
import { EnterForm } from './EnterForm.tsx'
import { PassForm, TurnForm } from './HandleForms.tsx'
import { Row } from './Row.tsx'
import { RuleForm } from './RuleForm.tsx'
import { Sums } from './Sums.tsx'
import { VoicesNav } from './VoicesNav.tsx'
import { SHOWS, useFeedback, useWanted } from './use-feedback.ts'
import './feedback.css'

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
      <Choice label={t('stateLabel')} values={SHOWS} now={wanted.show} name={(show) => t(`state.${show}`)} onChoose={(show) => narrow({ state: show })} />
      <SelectField label={<span className='sr'>{t('unitLabel')}</span>} clear search value={wanted.unitId} placeholder={t('everyUnit')} onChange={(unit) => narrow({ unit: unit ?? undefined })} options={places.map((one) => ({ value: one.id, label: one.name }))} />
    </search>
  )
}

interface OfItem { readonly item: Feedback; readonly onDone: () => void }
const Renew = ({ item, onDone }: OfItem) => {
  const { t } = useTranslation('feedback')
  return <RenewCodeForm of={{ feedbackId: item.id }} customer={{ name: item.name ?? t('anonymous'), phone: item.phone }} whyNot={null} onDone={onDone} />
}

/** What is done with one of them, each in its panel. */
const OF_ITEM = {
  pass: PassForm, turn: TurnForm, code: Renew,
  answer: ({ item, onDone }: OfItem) => (item.answer ? null : <AnswerForm item={item} onDone={onDone} />),
  improve: ({ item, onDone }: OfItem) => (item.improvement ? null : <ImproveForm item={item} onDone={onDone} />),
} as const

/** Asked for by itself: what was handled may leave the list, and the code just given must not vanish with it. */
const Panels = () => {
  const { t } = useTranslation('feedback')
  const { panel, on, close } = usePanel()
  const asked = useAsk(oneFeedback, { id: on ?? '' }, { enabled: on !== null }).data
  const item = asked && asked.id === on ? asked : null
  return (
    <>
      <SidePanel title={t('enterTitle')} open={panel === 'enter'} onClose={close}><EnterForm onDone={close} /></SidePanel>
      {Object.entries(OF_ITEM).map(([name, Form]) => <SidePanel key={name} title={t(`${name}Title`)} open={panel === name && item !== null} onClose={close}>{item && <Form key={item.id} item={item} onDone={close} />}</SidePanel>)}
      <SidePanel title={t('sums')} open={panel === 'sums'} onClose={close}><Sums /></SidePanel>
      <SidePanel title={t('ruleTitle')} open={panel === 'rule'} onClose={close}><RuleForm onDone={close} /></SidePanel>
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
  const narrowed = Boolean(asked || wanted.kind || wanted.show || wanted.unitId)
  return (
    <div className='page'>
      <PageHead title={t('title')} sub={t('sub')} actions={<><Button icon={<BarChartOutlined aria-hidden='true' />} onClick={() => open('sums')}>{t('sums')}</Button><Button icon={<SettingOutlined aria-hidden='true' />} onClick={() => open('rule')}>{t('rule')}</Button><ActionButton label={t('enter')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('feedback.enter')} onPress={() => open('enter')} /></>} />
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
