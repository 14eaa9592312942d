import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { close } from '#contract/casefile.ts'
import type { Outcome } from '#contract/complaint.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

/** What must be true before a case may end so: done already, still standing in the server's words, and where to go on. */
export interface CloseGates {
  readonly met: readonly string[]
  readonly standing: readonly string[]
  readonly ways: readonly { readonly key: string; readonly words: string; readonly onGo: () => void }[]
}
/** One way in which the case may end. `reason`: it is asked why. */
export interface Ending { readonly outcome: Outcome; readonly gates: CloseGates; readonly reason: boolean }

export const Gates = ({ gates }: { readonly gates: CloseGates }) => {
  const { t } = useTranslation('case')
  return (
    <>
      <ul className='gates'>
        {gates.standing.map((words) => <li key={words} className='open'><ClockCircleOutlined aria-hidden='true' /><span>{words}<span className='sr'>{t('close.open')}</span></span></li>)}
        {gates.met.map((words) => <li key={words} className='met'><CheckCircleFilled aria-hidden='true' /><span>{words}<span className='sr'>{t('close.met')}</span></span></li>)}
      </ul>
      {gates.ways.length > 0 && <p className='gate-go'>{gates.ways.map((way) => <Button key={way.key} size='small' onClick={way.onGo}>{way.words}</Button>)}</p>}
    </>
  )
}

/** The ends to choose from, each with how much still stands before it. */
const Ends = ({ endings, chosen, onChoose }: { readonly endings: readonly Ending[]; readonly chosen: Ending | undefined; readonly onChoose: (outcome: Outcome) => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <fieldset className='ends'>
      <legend>{t('close.outcome')}</legend>
      {endings.map((each) => (
        <label key={each.outcome} className={each === chosen ? 'on' : ''}>
          <input type='radio' name='close-outcome' value={each.outcome} checked={each === chosen} onChange={() => onChoose(each.outcome)} />
          <span>{term('outcome', each.outcome)}</span>
          <small>{each.gates.standing.length > 0 ? t('close.left', { count: each.gates.standing.length }) : t('close.ready')}</small>
        </label>
      ))}
    </fieldset>
  )
}

interface Draft { cause: string; effect: string; improvement: string; outcome: Outcome | null; reason?: string }
interface Props { readonly id: string; readonly version: number; readonly endings: readonly Ending[]; readonly outcome: Outcome | null; /** Why nobody like the reader closes it at all. */ readonly whyNot: string | null; readonly onDone: () => void }

const PARTS = ['cause', 'effect', 'improvement'] as const

const useForm = ({ id, version, endings, outcome, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`close.${id}`, { cause: '', effect: '', improvement: '', outcome, reason: '' })
  const doing = useDo(close, () => { clear(); onDone() })
  const ending = endings.find((each) => each.outcome === draft.outcome) ?? (endings.length === 1 ? endings[0] : undefined)
  const reason = draft.reason ?? ''
  const missing = PARTS.find((part) => draft[part].trim() === '')
  const unsaid = ending?.reason && reason.trim() === '' ? t('close.reasonMissing') : null
  const bar = whyNot ?? (!ending ? t('close.outcomeMissing') : ending.gates.standing[0] ?? unsaid ?? (missing ? t('close.summaryMissing', { part: t(`close.${missing}`) }) : null))
  const save = () => {
    if (ending) doing.mutate({ id, version, summary: { cause: draft.cause, effect: draft.effect, improvement: draft.improvement }, outcome: ending.outcome, ...(ending.reason && { reason }) })
  }
  return { draft, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), doing, ending, reason, bar, save }
}

/** H2, H5: how it ends decides what must be done before; every gate named, then the summary that others will learn from. */
export const CloseForm = (props: Props) => {
  const { t } = useTranslation('case')
  const { draft, set, doing, ending, reason, bar, save } = useForm(props)
  return (
    <>
      <p className='form-lead'>{t('close.lead')}</p>
      <ProblemNote error={doing.error} />
      <Ends endings={props.endings} chosen={ending} onChoose={(outcome) => set({ outcome })} />
      {faultOf(doing.error, 'outcome') && <p className='fault' role='alert'>{faultOf(doing.error, 'outcome')}</p>}
      {ending && <section className='end-g' aria-label={t('close.before')} aria-live='polite'><h3>{t('close.before')}</h3><Gates gates={ending.gates} /></section>}
      {ending?.reason && (
        <Field id='close-reason' label={t('close.reason')} hint={t('close.reasonHint')} error={faultOf(doing.error, 'reason')} required>
          <Input.TextArea id='close-reason' autoSize={{ minRows: 2, maxRows: 8 }} value={reason} onChange={(event) => set({ reason: event.target.value })} />
        </Field>
      )}
      {PARTS.map((part) => (
        <Field key={part} id={`close-${part}`} label={t(`close.${part}`)} hint={t(`close.${part}Hint`)} error={faultOf(doing.error, `summary/${part}`)} required>
          <Input.TextArea id={`close-${part}`} autoSize={{ minRows: 2, maxRows: 8 }} value={draft[part]} onChange={(event) => set({ [part]: event.target.value })} />
        </Field>
      ))}
      <div className='form-end'><ActionButton kind='primary' label={t('close.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
