import { StarFilled } from '@ant-design/icons'
import { Checkbox, Input, Radio, Rate } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type FollowUp, record } from '#contract/follow-up.ts'
import type { PackView } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type Via = z.input<typeof record.input>['via']
type Question = PackView['followUpQuestions'][number]
interface Draft { satisfied: boolean | null; score: number; via: Via; comment: string; answers: Readonly<Record<string, string>>; early: boolean }

const VIAS: readonly Via[] = ['phone', 'inPerson', 'message', 'sms', 'email', 'letter']
/** Asked above for every follow-up; the pack only gives them its own words. */
const CORE = new Set(['satisfied', 'score'])
const EMPTY: Draft = { satisfied: null, score: 0, via: 'phone', comment: '', answers: {}, early: false }

/** Five stars; each says how many it gives. */
const Stars = ({ label, value, onChange }: { readonly label: string; readonly value: number; readonly onChange: (score: number) => void }) => {
  const { t } = useTranslation('case')
  return <Rate aria-label={label} value={value} onChange={onChange} character={({ index = 0 }) => <StarFilled aria-label={t('followUp.scoreOf', { score: index + 1 })} />} />
}

const Ask = ({ question, value, onChange }: { readonly question: Question; readonly value: string; readonly onChange: (value: string) => void }) => {
  const { t } = useTranslation('common')
  const id = `follow-up-${question.code}`
  const label = say(question.text)
  if (question.type === 'score') return <Field label={label}><Stars label={label} value={Number(value) || 0} onChange={(score) => onChange(score === 0 ? '' : String(score))} /></Field>
  if (question.type === 'yesNo') return (
    <Field label={label}>
      <Radio.Group aria-label={label} optionType='button' value={value} onChange={(event) => onChange(String(event.target.value))} options={[{ value: 'yes', label: t('yes') }, { value: 'no', label: t('no') }]} />
    </Field>
  )
  return <Field id={id} label={label}><Input.TextArea id={id} autoSize={{ minRows: 1, maxRows: 6 }} value={value} onChange={(event) => onChange(event.target.value)} /></Field>
}

interface Props { readonly followUp: FollowUp; readonly questions: readonly Question[]; readonly onDone: () => void }
interface Part { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly questions: readonly Question[] }

const Main = ({ draft, set, questions }: Part) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const asked = (code: string, otherwise: string) => {
    const question = questions.find((each) => each.code === code)
    return question ? say(question.text) : otherwise
  }
  const satisfied = asked('satisfied', t('followUp.isSatisfied'))
  const score = asked('score', t('followUp.score'))
  return (
    <>
      <Field label={t('followUp.via')}>
        <Radio.Group aria-label={t('followUp.via')} optionType='button' value={draft.via} onChange={(event) => set({ via: event.target.value as Via })} options={VIAS.map((value) => ({ value, label: term('via', value) }))} />
      </Field>
      <Field label={satisfied} hint={draft.satisfied === false ? t('followUp.reopens') : null} required>
        <Radio.Group aria-label={satisfied} optionType='button' value={draft.satisfied} onChange={(event) => set({ satisfied: event.target.value === true })} options={[{ value: true, label: t('followUp.satisfied') }, { value: false, label: t('followUp.dissatisfied') }]} />
      </Field>
      <Field label={score} required><Stars label={score} value={draft.score} onChange={(score) => set({ score })} /></Field>
    </>
  )
}

/** What the customer said when asked; not satisfied brings the case back. */
export const RecordForm = ({ followUp, questions, onDone }: Props) => {
  const { t } = useTranslation('case')
  const now = useNow()
  const [draft, setDraft, clear] = useDraft<Draft>(`followUp.${followUp.id}`, EMPTY)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(record, () => { clear(); onDone() })
  const tooEarly = Date.parse(followUp.earliestAt) > now
  const faults = [[draft.satisfied === null, 'followUp.satisfiedMissing'], [draft.score === 0, 'followUp.scoreMissing'], [tooEarly && !draft.early, 'followUp.tooEarly']] as const
  const fault = faults.find(([holds]) => holds)
  const bar = followUp.whyNot ?? (fault ? t(fault[1]) : null)
  const save = () => doing.mutate({ id: followUp.id, satisfied: draft.satisfied === true, score: draft.score, via: draft.via, comment: draft.comment || null, answers: { ...draft.answers }, ...(draft.early && { early: true }) })
  return (
    <>
      <p className='form-lead'>{t('followUp.lead', { name: followUp.customerName })}</p>
      <ProblemNote error={doing.error} />
      <Main draft={draft} set={set} questions={questions} />
      {questions.filter((question) => !CORE.has(question.code)).map((question) => <Ask key={question.code} question={question} value={draft.answers[question.code] ?? ''} onChange={(answer) => set({ answers: { ...draft.answers, [question.code]: answer } })} />)}
      <Field id='follow-up-comment' label={t('followUp.comment')} error={faultOf(doing.error, 'comment')}>
        <Input.TextArea id='follow-up-comment' autoSize={{ minRows: 2 }} value={draft.comment} onChange={(event) => set({ comment: event.target.value })} />
      </Field>
      {tooEarly && <Checkbox className='tick' checked={draft.early} onChange={(event) => set({ early: event.target.checked })}>{t('followUp.early')}</Checkbox>}
      <div className='form-end'><ActionButton kind='primary' label={t('followUp.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
