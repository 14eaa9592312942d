import { SendOutlined } from '@ant-design/icons'
import { Checkbox, Input } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { write } from '#contract/communication.ts'
import type { PointView } from '#contract/complaint.ts'
import type { Customer } from '#contract/customer.ts'
import { type WordsCheck, hold } from '#contract/commitment.ts'
import type { PackView } from '#contract/packs.ts'
import type { NewPromise } from '#contract/promise.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { useWords } from '../../app/checked/use-words.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useAttach } from './attach.tsx'
import { Answered } from './Answered.tsx'
import { speaksTo } from './answered-points.ts'
import { type Inserted, useLetter } from './drafting.ts'
import { PhrasePicker } from './PhrasePicker.tsx'
import { HeldList } from './HeldList.tsx'
import { Promised } from './Promised.tsx'

/** Promises that are found in the words being written (`read`), and those of them that were confirmed. */
export interface Promising { readonly read: (text: string) => void; readonly chosen: readonly NewPromise[]; readonly chips: ReactNode; readonly clear: () => void }

export interface WriteProps {
  readonly promising: Promising
  readonly complaintId: string; readonly customer: Customer; readonly points: readonly PointView[]; readonly positions: PackView['positions']
  readonly whyNot: string | null | undefined; readonly inserted?: Inserted | null | undefined; readonly onDone?: (() => void) | undefined
}

const To = ({ customer }: { readonly customer: Customer }) => {
  const { t } = useTranslation('case')
  return (
    <p className='comp-to'>
      <span>{t('composer.to')}</span><b>{customer.name}</b><span className='chan'>{customer.email ? t('composer.byMail', { email: customer.email }) : t('composer.byPortal')}</span>
      <span className='sp' /><span className='muted'>{t('composer.customerSees')}</span>
    </p>
  )
}

/** What is being written is read for promises. */
export const useRead = ({ read }: Promising, text: string) => useEffect(() => read(text), [read, text])

const useBar = ({ whyNot, points }: WriteProps, text: string, flags: WordsCheck['flags'], despite: string, inFull: boolean) => {
  const { t } = useTranslation('case')
  if (whyNot) return whyNot
  if (text.trim() === '') return t('composer.replyEmpty')
  if (flags.some(({ level }) => level === 'stop')) return t('commitment:stopped')
  if (flags.length > 0 && despite.trim() === '') return t('composer.flagged')
  const left = inFull ? points.filter((point) => !speaksTo(point, text)) : []
  return left.length > 0 ? t('composer.leftOut', { no: left.map((point) => point.no).join(t('common:listSeparator')) }) : null
}

/** To the customer: checked while it is written, and by everything about it unlike a note. */
export const Reply = (props: WriteProps) => {
  const { complaintId, customer, points, promising, positions } = props
  const { t } = useTranslation('case')
  const { letter, set, insert, clear, restored } = useLetter(complaintId, 'reply', props.inserted)
  const { button, drop } = useAttach(letter, set)
  const [despite, setDespite] = useState('')
  const [inFull, setInFull] = useState(false)
  const { seen } = useWords(complaintId, letter.text)
  const flags = seen?.flags ?? []
  const above = Boolean(seen?.approver && seen.promised.length > 0)
  useRead(promising, letter.text)
  const bar = useBar(props, letter.text, flags, despite, inFull)
  const done = () => { clear(); promising.clear(); setDespite(''); setInFull(false); props.onDone?.() }
  const [sending, holding] = [useDo(write, done), useDo(hold, done)]
  const doing = above ? holding : sending
  const post = () => {
    const input = { complaintId, text: letter.text, fileIds: letter.files.map((file) => file.id), answersInFull: inFull, ...(flags.length > 0 && { despite }), promises: [...promising.chosen] }
    if (above) holding.mutate(input)
    else sending.mutate({ ...input, kind: 'reply' })
  }
  const onKey = (event: KeyboardEvent) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && bar === null && !doing.isPending) post() }
  return (
    <>
      <HeldList complaintId={complaintId} />
      <To customer={customer} />
      <Input.TextArea id='reply-text' className='comp-text' variant='borderless' aria-label={t('composer.replyTo', { name: customer.name })} placeholder={t('composer.replyPlaceholder', { name: customer.name })} autoSize={{ minRows: 3, maxRows: 14 }} value={letter.text} onChange={(event) => set({ text: event.target.value })} onKeyDown={onKey} />
      <Flags flags={flags} onReplace={(found, instead) => set({ text: letter.text.replaceAll(found, instead) })} />
      {above && <Promised seen={seen} positions={positions} />}
      {flags.some(({ level }) => level === 'warn') && <div className='comp-in'><Despite id='reply-despite' value={despite} onChange={setDespite} /></div>}
      {promising.chips}
      <Answered points={points} draft={letter.text} />
      {drop}
      <div className='comp-in'><ProblemNote error={doing.error} />{faultOf(doing.error, 'text') && <p className='fault'>{faultOf(doing.error, 'text')}</p>}</div>
      <div className='comp-f'>
        <PhrasePicker temperament={customer.temperament} onPick={insert} />{button}
        <Checkbox checked={inFull} onChange={(event) => setInFull(event.target.checked)}>{t('composer.inFull')}</Checkbox>
        {restored && <span className='saved'>{t('composer.restored')}</span>}
        <span className='sp' />
        <ActionButton kind='primary' icon={<SendOutlined aria-hidden='true' />} label={above ? t('commitment:ask') : t('composer.send', { name: customer.name })} whyNot={bar} loading={doing.isPending} onPress={post} />
      </div>
    </>
  )
}
