import { Button, Input } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { Go, useUrl } from '../../app/Go.tsx'
import { CategoryPicker } from '../../modules/complaint/CategoryPicker.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { rightNow } from '../../ui/now.ts'
import { momentAt } from '../../ui/zone.ts'
import { links } from '../../links.ts'
import { AboutStaff } from './AboutStaff.tsx'
import { Files, SignOff, UrgencyPick } from './Closing.tsx'
import { useDesk } from './desk-context.ts'
import { askedFields, newPoint, wholeText } from './draft.ts'
import { PackFields } from './Goods.tsx'
import { Known, Promises, Temper, useAmount, useStarted } from './Help.tsx'
import { Line } from './inputs.tsx'
import { PresencePick } from './Presence.tsx'
import { alarmOf } from './promised.ts'
import { RepresentativeFields } from './Representative.tsx'
import { AlikeStrip } from './Alike.tsx'
import { ClashNote, SaveNote } from './SaveNote.tsx'
import { twinField } from './twins.ts'
import { MayBeKnown } from './Who.tsx'

const STEPS = ['who', 'what', 'wish', 'photo', 'done'] as const
type Step = (typeof STEPS)[number]
const SECOND = 1_000

/** The fire alarm on top: how long the customer has been with us, and the shortest time in which somebody must act. */
const Alarm = () => {
  const { t } = useTranslation('register')
  const { draft, zone } = useDesk()
  const begun = useRef(rightNow())
  const [now, setNow] = useState(() => rightNow())
  useEffect(() => {
    const timer = setInterval(() => setNow(rightNow()), SECOND)
    return () => clearInterval(timer)
  }, [])
  const amountOf = useAmount()
  const alarm = alarmOf(useStarted())
  const since = draft.startedAt ? dayjs(draft.startedAt) : begun.current
  const from = alarm?.event === 'departed' && draft.departedAt ? dayjs(momentAt(zone, draft.departedAt)) : since
  const seconds = Math.max(0, now.diff(since, 'second'))
  const spent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <p className='alarm'>
      <b className='num' role='timer' aria-label={t('counter.spent')}>{spent}</b>
      {alarm && <span>{t(`counter.by.${alarm.clock.ends === 'proposed' ? 'proposed' : 'firstAction'}`, { amount: amountOf(alarm) })}<When at={from.add(alarm.ms).format()} end /></span>}
    </p>
  )
}

const WhoStep = () => {
  const { t } = useTranslation('register')
  const { draft } = useDesk()
  return (
    <>
      <MayBeKnown />
      {draft.identity !== 'anonymous' && <>
        <Line of='phone' fault='customer/phone' type='tel' most={40} large />
        <Known />
        <Line of='name' fault='customer/name' required large />
      </>}
      <RepresentativeFields />
      <PresencePick />
      <p className='lab gap-t'>{t('help.temper')}</p><Temper />
    </>
  )
}

const usePoint = () => {
  const { draft, set } = useDesk()
  const point = draft.points[0] ?? newPoint()
  return { point, change: (part: Partial<typeof point>) => set({ points: [{ ...point, ...part }, ...draft.points.slice(1)] }) }
}

const WhatStep = () => {
  const { t } = useTranslation('register')
  const { pack, suggestion, error } = useDesk()
  const { point, change } = usePoint()
  return (
    <>
      <Field id='counter-text' label={t('points.text')} hint={t('counter.textHint')} error={faultOf(error, 'points/0/text')} required>
        <Input.TextArea id='counter-text' size='large' autoSize={{ minRows: 6, maxRows: 14 }} value={point.text} onChange={(event) => change({ text: event.target.value })} />
      </Field>
      <Field id='counter-category' label={t('points.category')}>
        <CategoryPicker id='counter-category' categories={pack.categories} value={point.categoryCode} onChange={(categoryCode) => change({ categoryCode })} suggested={suggestion?.categories} />
      </Field>
      <PackFields of='required' />
      <AboutStaff />
    </>
  )
}

const WISHES = ['refund', 'replacement', 'repair', 'apology', 'explanation', 'damages'] as const

const WishStep = () => {
  const { t } = useTranslation('register')
  const { draft, set, error, pack } = useDesk()
  const claim = twinField(askedFields(draft, pack), 'claimFen')
  const { point, change } = usePoint()
  const add = (words: string) => change({ wants: point.wants.includes(words) ? point.wants : [point.wants, words].filter(Boolean).join(t('common:listSeparator')) })
  return (
    <>
      <fieldset className='wishes' aria-label={t('counter.wishes')}>{WISHES.map((wish) => <button key={wish} type='button' onClick={() => add(t(`wish.${wish}`))}>{t(`wish.${wish}`)}</button>)}</fieldset>
      <Field id='counter-wants' label={t('points.wants')} error={faultOf(error, 'points/0/wants')}>
        <Input.TextArea id='counter-wants' size='large' autoSize={{ minRows: 2, maxRows: 8 }} value={point.wants} onChange={(event) => change({ wants: event.target.value })} />
      </Field>
      <MoneyInput label={claim ? say(claim.label) : t('field.claim')} valueFen={draft.claimFen} error={faultOf(error, 'claimFen')} onChange={(claimFen) => set({ claimFen })} />
      <h2 className='sub-h'>{t('help.promises')}</h2><Promises />
    </>
  )
}

const PhotoStep = () => {
  const { t } = useTranslation('register')
  return <><p className='form-lead'>{t('counter.photoHint')}</p><Files /></>
}

const DoneStep = () => {
  const { t } = useTranslation('register')
  const { draft, error, bar, pending, register } = useDesk()
  return (
    <>
      <dl className='kv'>
        <dt>{t('step.who')}</dt><dd>{(draft.identity === 'anonymous' ? [] : [draft.name, draft.phone]).filter(Boolean).join('　') || t('common:notSet')}</dd>
        <dt>{t('step.what')}</dt><dd className='pre'>{wholeText(draft) || t('common:notSet')}</dd>
        <dt>{t('step.wish')}</dt><dd>{draft.points[0]?.wants || t('common:notSet')}</dd>
        <dt>{t('step.photo')}</dt><dd>{t('counter.files', { count: draft.files.length })}</dd>
      </dl>
      <UrgencyPick />
      {(draft.receiverName.trim() === '' || draft.receiverPosition.trim() === '') && <><Line of='receiverName' fault='receiver/name' required large /><Line of='receiverPosition' fault='receiver/position' required large /></>}
      <SignOff />
      <ProblemNote error={error} />
      <ActionButton kind='primary' size='large' label={t('register')} whyNot={bar} loading={pending} onPress={register} />
    </>
  )
}

const BODY: Readonly<Record<Step, () => ReactNode>> = { who: () => <WhoStep />, what: () => <WhatStep />, wish: () => <WishStep />, photo: () => <PhotoStep />, done: () => <DoneStep /> }

/** The question of the step; after a step was taken the reading point is here. */
const Question = ({ step, focus }: { readonly step: Step; readonly focus: boolean }) => {
  const { t } = useTranslation('register')
  const here = useRef<HTMLHeadingElement>(null)
  useEffect(() => { if (focus) here.current?.focus() }, [focus])
  return <h1 ref={here} tabIndex={-1}>{t(`counter.ask.${step}`)}</h1>
}

/** Counter mode: one question at a time, big enough for a thumb, registered within a minute. */
export const Counter = ({ onFull }: { readonly onFull: () => void }) => {
  const { t } = useTranslation('register')
  const { draft, another } = useDesk()
  const { params, change } = useUrl()
  const at = Math.max(0, STEPS.indexOf(params['step'] as Step))
  const step = STEPS[at] ?? 'who'
  const next = STEPS[at + 1]
  const [moved, setMoved] = useState(false)
  const go = (to: Step | undefined) => {
    setMoved(true)
    change({ step: to })
  }
  return (
    <div className='page counter'>
      <Alarm />
      <ol className='counter-s' aria-label={t('counter.steps')}>{STEPS.map((each, i) => <li key={each} aria-current={each === step ? 'step' : undefined} className={i < at ? 'past' : each === step ? 'now' : ''}><button type='button' onClick={() => go(each)}>{t(`step.${each}`)}</button></li>)}</ol>
      <Question key={step} step={step} focus={moved} />
      <div className='counter-b'>{BODY[step]()}</div>
      <AlikeStrip />
      <ClashNote />
      <div className='counter-f'>
        {at > 0 && <Button size='large' onClick={() => go(STEPS[at - 1])}>{t('counter.back')}</Button>}
        {next ? <Button size='large' type='primary' onClick={() => go(next)}>{t('counter.next', { step: t(`step.${next}`) })}</Button> : <Button size='large' type='text' onClick={onFull}>{t('counter.full')}</Button>}
      </div>
      <p className='counter-s2'><SaveNote />{draft.startedAt && <button type='button' className='link' onClick={another}>{t('save.another')}</button>}<Go className='link' to={links.drafts()}>{t('save.all')}</Go></p>
    </div>
  )
}
