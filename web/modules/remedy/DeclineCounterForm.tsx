import { Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { forbiddenWords } from '#contract/communication.ts'
import { declineCounter, type Remedy } from '#contract/remedy.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type Way = z.input<typeof declineCounter.input>['furtherWays'][number]
interface Draft { grounds: string; furtherWays: readonly Way[]; despite?: string }
const WAYS: readonly Way[] = ['manager', 'mediation', 'consumerAssociation', 'hotline12315', 'court']

/** F7: a clear, friendly no, with grounds, and where the customer can go from here. */
export const DeclineCounterForm = ({ remedy, wordings, onDone }: { readonly remedy: Remedy; /** Approved wording for a no, to begin with. */ readonly wordings: (onPick: (words: string) => void) => ReactNode; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [draft, setDraft, clear] = useDraft<Draft>(`declineCounter.${remedy.id}`, { grounds: '', furtherWays: ['manager', 'hotline12315'] })
  const doing = useDo(declineCounter, () => { clear(); onDone() })
  const checked = useChecked(remedy.complaintId, { grounds: draft.grounds })
  const despite = draft.despite ?? ''
  const asksWhy = checked.warned || despite !== '' || isProblem(doing.error, forbiddenWords)
  const flagged = whyFlagged(checked, despite)
  const bar = remedy.may['declineCounter'] ?? (draft.grounds.trim() === '' ? t('declineCounter.groundsMissing') : draft.furtherWays.length === 0 ? t('declineCounter.waysMissing') : flagged && t(flagged))
  return (
    <>
      <p className='form-lead'>{t('declineCounter.lead')}</p>
      <ProblemNote error={doing.error} />
      <Field id='decline-grounds' label={t('declineCounter.grounds')} hint={t('declineCounter.groundsHint')} error={faultOf(doing.error, 'grounds')} required>
        <Input.TextArea id='decline-grounds' autoSize={{ minRows: 4, maxRows: 12 }} value={draft.grounds} onChange={(event) => setDraft((before) => ({ ...before, grounds: event.target.value }))} />
        {wordings((words) => setDraft((before) => ({ ...before, grounds: [before.grounds, words].filter(Boolean).join('\n') })))}
        <Flags flags={checked.in('grounds')} onReplace={(found, instead) => setDraft((before) => ({ ...before, grounds: rewritten(before.grounds, found, instead) }))} />
      </Field>
      {asksWhy && <Despite id='decline-despite' value={despite} onChange={(why) => setDraft((before) => ({ ...before, despite: why }))} />}
      <Field label={t('declineCounter.ways')} error={faultOf(doing.error, 'furtherWays')} required>
        <Checkbox.Group className='stacked' value={[...draft.furtherWays]} onChange={(furtherWays) => setDraft((before) => ({ ...before, furtherWays: furtherWays as Way[] }))} options={WAYS.map((value) => ({ value, label: term('furtherWay', value) }))} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('declineCounter.save')} whyNot={bar} loading={doing.isPending} onPress={() => doing.mutate({ id: remedy.id, version: remedy.version, grounds: draft.grounds, ...(despite && { despite }), furtherWays: [...draft.furtherWays] })} /></div>
    </>
  )
}
