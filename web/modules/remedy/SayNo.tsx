import { Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { forbiddenWords } from '#contract/communication.ts'
import { FurtherWay } from '#contract/remedy.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { readonly grounds: string; readonly furtherWays: readonly FurtherWay[]; readonly despite?: string }
/** A no as it goes out. */
export interface No { readonly grounds: string; readonly furtherWays: FurtherWay[]; readonly despite?: string }
/** Approved wording for a no, to begin with. */
export type Wordings = (onPick: (words: string) => void) => ReactNode

export const useNo = (key: string) => useDraft<Draft>(key, { grounds: '', furtherWays: ['manager', 'hotline12315'] })

interface Props {
  readonly complaintId: string
  readonly kept: ReturnType<typeof useNo>
  readonly lead: string
  readonly whyNot: string | null | undefined
  readonly wordings: Wordings
  readonly doing: { readonly error: Error | null; readonly isPending: boolean }
  readonly onSay: (no: No) => void
}

/** F7: a clear, friendly no, with grounds, and where the customer can go from here. */
export const SayNo = ({ complaintId, kept: [draft, setDraft], lead, whyNot, wordings, doing: { error, isPending }, onSay }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const checked = useChecked(complaintId, { grounds: draft.grounds })
  const despite = draft.despite ?? ''
  const asksWhy = checked.warned || despite !== '' || isProblem(error, forbiddenWords)
  const flagged = whyFlagged(checked, despite)
  const bar = whyNot ?? (draft.grounds.trim() === '' ? t('sayNo.groundsMissing') : draft.furtherWays.length === 0 ? t('sayNo.waysMissing') : flagged && t(flagged))
  return (
    <>
      <p className='form-lead'>{lead}</p>
      <ProblemNote error={error} />
      <Field id='decline-grounds' label={t('sayNo.grounds')} hint={t('sayNo.groundsHint')} error={faultOf(error, 'grounds')} required>
        <Input.TextArea id='decline-grounds' autoSize={{ minRows: 4, maxRows: 12 }} value={draft.grounds} onChange={(event) => setDraft((before) => ({ ...before, grounds: event.target.value }))} />
        {wordings((words) => setDraft((before) => ({ ...before, grounds: [before.grounds, words].filter(Boolean).join('\n') })))}
        <Flags flags={checked.in('grounds')} onReplace={(found, instead) => setDraft((before) => ({ ...before, grounds: rewritten(before.grounds, found, instead) }))} />
      </Field>
      {asksWhy && <Despite id='decline-despite' value={despite} onChange={(why) => setDraft((before) => ({ ...before, despite: why }))} />}
      <Field label={t('sayNo.ways')} error={faultOf(error, 'furtherWays')} required>
        <Checkbox.Group className='stacked' value={[...draft.furtherWays]} onChange={(furtherWays) => setDraft((before) => ({ ...before, furtherWays: furtherWays as FurtherWay[] }))} options={FurtherWay.options.map((value) => ({ value, label: term('furtherWay', value) }))} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('sayNo.save')} whyNot={bar} loading={isPending} onPress={() => onSay({ grounds: draft.grounds, furtherWays: [...draft.furtherWays], ...(despite && { despite }) })} /></div>
    </>
  )
}
