import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CaseLiability, NAMED_KINDS, ShareParty, WHOLE, caseLiability, divide } from '#contract/liability.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { OutsiderChoice } from './OutsiderChoice.tsx'
import { type Line, hundredths, linesOf, namesTwice, percentText, restFor, sumOf, withAnother } from './shares.ts'
import './liability.css'

interface LineProps { readonly line: Line; readonly at: number; readonly lines: readonly Line[]; readonly error: Error | null; readonly known: readonly { readonly id: string; readonly name: string }[]; readonly onChange: (line: Line) => void; readonly onRemove: () => void }

const One = ({ line, at, lines, error, known, onChange, onRemove }: LineProps) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const set = (part: Partial<Line>) => onChange({ ...line, ...part })
  const rest = restFor(lines, at)
  return (
    <fieldset className='lia-f'>
      <legend>{t('divide.line', { no: at + 1 })}</legend>
      <div className='form-grid'>
        <SelectField label={t('divide.party')} required value={line.party} error={faultOf(error, `shares/${at}/party`)} onChange={(next) => set({ party: ShareParty.options.find((each) => each === next) ?? line.party, outsiderId: null })} options={ShareParty.options.map((value) => ({ value, label: term('shareParty', value) }))} />
        <TextField label={t('divide.percent')} required inputMode='numeric' value={line.percent} error={faultOf(error, `shares/${at}/share`)} onChange={(percent) => set({ percent })} />
      </div>
      {rest > 0 && rest !== hundredths(line.percent) && <Button size='small' type='link' onClick={() => set({ percent: percentText(rest) })}>{t('divide.rest')}<span className='sr'>{at + 1}</span></Button>}
      {NAMED_KINDS[line.party].length > 0 && <OutsiderChoice key={line.party} party={line.party} value={line.outsiderId} known={known} error={faultOf(error, `shares/${at}/outsiderId`)} onChange={(outsiderId) => set({ outsiderId })} />}
      <LongField label={t('divide.grounds')} required rows={2} value={line.grounds} error={faultOf(error, `shares/${at}/grounds`)} onChange={(grounds) => set({ grounds })} />
      {lines.length > 1 && <Button size='small' onClick={onRemove}>{t('divide.remove')}<span className='sr'>{t('divide.removeOf', { no: at + 1 })}</span></Button>}
    </fieldset>
  )
}

interface Draft { readonly lines: readonly Line[]; readonly reason: string }

const useBar = ({ lines, reason }: Draft, again: boolean) => {
  const { t } = useTranslation('liability')
  if (sumOf(lines) !== WHOLE || lines.some((line) => hundredths(line.percent) === null)) return t('divide.notWhole')
  if (namesTwice(lines)) return t('divide.twice')
  if (lines.some((line) => line.grounds.trim() === '')) return t('divide.groundsMissing')
  return again && reason.trim() === '' ? t('divide.reasonMissing') : null
}

const Sum = ({ lines }: { readonly lines: readonly Line[] }) => {
  const { t } = useTranslation('liability')
  const sum = sumOf(lines)
  const off = sum - WHOLE
  return <p className={off === 0 ? 'lia-sum' : 'lia-sum bad'} role='status'>{t('divide.sum', { sum: percentText(sum) })}{off !== 0 && `　${off < 0 ? t('divide.left', { sum: percentText(-off) }) : t('divide.over', { sum: percentText(off) })}`}</p>
}

const Form = ({ complaintId, it, onDone }: { readonly complaintId: string; readonly it: CaseLiability; readonly onDone: () => void }) => {
  const { t } = useTranslation('liability')
  const basedOn = it.current?.id ?? null
  const [draft, setDraft, clear] = useDraft<Draft>(`divide.${complaintId}.${basedOn ?? 'first'}`, { lines: linesOf(it.current), reason: '' })
  const doing = useDo(divide, () => { clear(); onDone() })
  const bar = useBar(draft, basedOn !== null)
  const { lines } = draft
  const setLines = (next: readonly Line[]) => setDraft((before) => ({ ...before, lines: next }))
  const known = it.current?.shares.flatMap(({ outsider }) => (outsider ? [outsider] : [])) ?? []
  const send = () => doing.mutate({ complaintId, basedOn, reason: draft.reason || null, shares: lines.map(({ party, outsiderId, percent, grounds }) => ({ party, outsiderId, share: hundredths(percent) ?? 0, grounds })) })
  return (
    <>
      <p className='form-lead'>{t('divide.lead')}</p>
      <ProblemNote error={doing.error} />
      {lines.map((line, at) => <One key={line.key} line={line} at={at} lines={lines} error={doing.error} known={known} onChange={(next) => setLines(lines.map((each, other) => (other === at ? next : each)))} onRemove={() => setLines(lines.filter((_, other) => other !== at))} />)}
      <Button onClick={() => setLines(withAnother(lines))}>{t('divide.more')}</Button>
      <Sum lines={lines} />
      {basedOn && <LongField label={t('divide.reason')} required rows={2} value={draft.reason} error={faultOf(doing.error, 'reason')} onChange={(reason) => setDraft((before) => ({ ...before, reason }))} />}
      <div className='form-end'><ActionButton kind='primary' label={t('divide.save')} whyNot={it.may['divide'] ?? bar} loading={doing.isPending} onPress={send} /></div>
    </>
  )
}

/** Shares that come to a hundred per cent, each with its grounds. */
export const DivideForm = ({ complaintId, onDone }: { readonly complaintId: string; readonly onDone: () => void }) => (
  <Asked query={useAsk(caseLiability, { complaintId })} rows={8}>{(it) => <Form key={it.current?.id ?? 'first'} complaintId={complaintId} it={it} onDone={onDone} />}</Asked>
)
