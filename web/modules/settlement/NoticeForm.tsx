import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import { sendNotice } from '#contract/settlement.ts'
import { forbiddenWords } from '#contract/communication.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { answers: Readonly<Record<string, string>>; contact: string; furtherWays: string; despite?: string }
interface Props {
  readonly complaintId: string; readonly points: readonly PointView[]; readonly whyNot: string | null | undefined; readonly onDone: () => void
  /** A first answer for each point, out of its finding and remedy; the writer makes it friendly. */
  readonly begun: Readonly<Record<string, string>>
  readonly contact: string
}

/** G4, G7: the written notice at completion. No point can be left out. */
export const NoticeForm = ({ complaintId, points, begun, contact, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [draft, setDraft, clear] = useDraft<Draft>(`notice.${complaintId}`, { answers: begun, contact, furtherWays: t('notice.furtherWaysText') })
  const doing = useDo(sendNotice, () => { clear(); onDone() })
  const answerOf = (point: PointView) => draft.answers[point.id] ?? ''
  const answer = (point: PointView, words: string) => setDraft((before) => ({ ...before, answers: { ...before.answers, [point.id]: words } }))
  const left = points.filter((point) => answerOf(point).trim() === '')
  const checked = useChecked(complaintId, { ...Object.fromEntries(points.map((point) => [point.id, answerOf(point)])), contact: draft.contact, furtherWays: draft.furtherWays })
  const flagged = whyFlagged(checked, draft.despite ?? '')
  const rewrite = (field: 'contact' | 'furtherWays') => (found: string, instead: string) => setDraft((before) => ({ ...before, [field]: rewritten(before[field], found, instead) }))
  const bar = whyNot ?? (left.length > 0 ? t('notice.left', { no: left.map((point) => point.no).join(t('common:listSeparator')) }) : draft.contact.trim() === '' ? t('notice.contactMissing') : flagged && t(flagged))
  const save = () => doing.mutate({ complaintId, answers: points.map((point) => ({ pointId: point.id, answer: answerOf(point) })), contact: draft.contact, furtherWays: draft.furtherWays, ...(draft.despite?.trim() && { despite: draft.despite }) })
  return (
    <>
      <p className='form-lead'>{t('notice.lead')}</p>
      <ProblemNote error={doing.error} />
      {points.map((point, at) => (
        <Field key={point.id} id={`notice-${point.id}`} label={t('notice.point', { no: point.no })} hint={<q>{point.text}</q>} error={faultOf(doing.error, `answers/${at}/answer`)} required>
          <Input.TextArea id={`notice-${point.id}`} autoSize={{ minRows: 3, maxRows: 12 }} value={answerOf(point)} onChange={(event) => answer(point, event.target.value)} />
          <Flags flags={checked.in(point.id)} onReplace={(found, instead) => answer(point, rewritten(answerOf(point), found, instead))} />
        </Field>
      ))}
      <Field id='notice-contact' label={t('notice.contact')} error={faultOf(doing.error, 'contact')} required>
        <Input id='notice-contact' maxLength={200} value={draft.contact} onChange={(event) => setDraft((before) => ({ ...before, contact: event.target.value }))} />
        <Flags flags={checked.in('contact')} onReplace={rewrite('contact')} />
      </Field>
      <Field id='notice-ways' label={t('notice.furtherWays')} hint={t('notice.furtherWaysHint')} error={faultOf(doing.error, 'furtherWays')}>
        <Input.TextArea id='notice-ways' autoSize={{ minRows: 2 }} value={draft.furtherWays} onChange={(event) => setDraft((before) => ({ ...before, furtherWays: event.target.value }))} />
        <Flags flags={checked.in('furtherWays')} onReplace={rewrite('furtherWays')} />
      </Field>
      {(checked.warned || draft.despite || isProblem(doing.error, forbiddenWords)) && <Despite id='notice-despite' value={draft.despite ?? ''} onChange={(despite) => setDraft((before) => ({ ...before, despite }))} />}
      <div className='form-end'><ActionButton kind='primary' label={t('notice.save')} whyNot={bar} loading={doing.isPending} onPress={save} /></div>
    </>
  )
}
