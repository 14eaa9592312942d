import { Button, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import { type CaseOpinions, type FeePayer, caseOpinions, commission } from '#contract/expert.ts'
import { type Expertise, type FeeRule, FeeRule as FeeRules } from '#contract/expert-pack.ts'
import { people } from '#contract/identity.ts'
import { outsiders } from '#contract/outsider.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import type { FileRef } from '#contract/common.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { useZone, useZoneHint } from '../../ui/InZone.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { wall } from '../../ui/time-words.ts'
import { momentAt } from '../../ui/zone.ts'

interface Line { readonly pointId: string; readonly code: string; readonly text: string }
interface Draft {
  readonly inside: boolean; readonly personId: string | null; readonly outsiderId: string | null; readonly accreditation: string; readonly until: string; readonly matter: string; readonly lines: readonly Line[]; readonly files: readonly FileRef[];
  readonly due: string; readonly feeFen: number | null; readonly feeRule: FeeRule | null; readonly paidBy: FeePayer; readonly secondTo: string | null
}

const MOST = 200
const EVENING = 18
const WORDS = 40
const PAYERS = ['firm', 'customer'] as const

const lineFor = (pointId: string, of: Expertise): Line => ({ pointId, code: of.code, text: say(of.ask) })

/** What waits for an opinion, else what fits best; of a second opinion what the first was asked. */
const firstLines = (it: CaseOpinions, points: readonly PointView[], second: string | null): Line[] => {
  const first = it.items.find((one) => one.id === second)
  if (first) return first.questions.map(({ pointId, code, text }) => ({ pointId, code, text }))
  const of = (code: string) => it.expertise.find((one) => one.code === code)
  const wanted = it.wanting.flatMap((one) => { const found = of(one.code); return found ? [lineFor(one.pointId, found)] : [] })
  const [point, best] = [points[0], it.expertise[0]]
  return wanted.length > 0 ? wanted : point && best ? [lineFor(point.id, best)] : []
}

const Questions = ({ it, points, lines, error, onChange }: { readonly it: CaseOpinions; readonly points: readonly PointView[]; readonly lines: readonly Line[]; readonly error: Error | null; readonly onChange: (lines: Line[]) => void }) => {
  const { t } = useTranslation('expert')
  const set = (at: number, part: Partial<Line>) => onChange(lines.map((one, other) => (other === at ? { ...one, ...part } : one)))
  const choose = (at: number, code: string | null) => { const of = it.expertise.find((one) => one.code === code); if (of) set(at, { code: of.code, text: say(of.ask) }) }
  return (
    <>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: questions have no id before they are asked.
        <fieldset key={at} className='exo-f'>
          <legend>{t('commission.question', { no: at + 1 })}</legend>
          <div className='form-grid'>
            <SelectField label={t('commission.what')} required value={line.code} error={faultOf(error, `questions/${at}/code`)} onChange={(code) => choose(at, code)} options={it.expertise.map((one) => ({ value: one.code, label: say(one.label) }))} />
            {points.length > 1 && <SelectField label={t('commission.point')} required value={line.pointId} error={faultOf(error, `questions/${at}/pointId`)} onChange={(pointId) => { if (pointId) set(at, { pointId }) }} options={points.map((point) => ({ value: point.id, label: `${point.no}. ${point.text.slice(0, WORDS)}` }))} />}
          </div>
          <LongField label={t('commission.ask')} required rows={2} value={line.text} error={faultOf(error, `questions/${at}/text`)} onChange={(text) => set(at, { text })} />
          {lines.length > 1 && <Button size='small' onClick={() => onChange(lines.filter((_, other) => other !== at))}>{t('commission.remove')}<span className='sr'>{at + 1}</span></Button>}
        </fieldset>
      ))}
      <p className='exo-m'><Button size='small' onClick={() => { const [point, of] = [points[0], it.expertise[0]]; if (point && of) onChange([...lines, lineFor(point.id, of)]) }}>{t('commission.more')}</Button></p>
    </>
  )
}

interface WhoProps { readonly draft: Draft; readonly set: (part: Partial<Draft>) => void; readonly error: Error | null; readonly ownerId: string | null }

const Who = ({ draft, set, error, ownerId }: WhoProps) => {
  const { t } = useTranslation('expert')
  const bodies = (useAsk(outsiders, { limit: MOST }).data?.items ?? []).filter((one) => one.kind === 'laboratory' || one.kind === 'appraiser' || one.accreditation !== null)
  const colleagues = (useAsk(people, {}).data?.items ?? []).filter((one) => !one.retired && one.id !== ownerId)
  const chosen = bodies.find((one) => one.id === draft.outsiderId)
  return (
    <>
      <Field label={t('commission.who')} required><Radio.Group aria-label={t('commission.who')} optionType='button' value={draft.inside} onChange={(event) => set({ inside: event.target.value as boolean })} options={[{ value: false, label: t('commission.outside') }, { value: true, label: t('commission.inside') }]} /></Field>
      {draft.inside ? (
        <div className='form-grid'>
          <SelectField label={t('commission.person')} required search value={draft.personId} error={faultOf(error, 'personId')} onChange={(personId) => set({ personId })} options={colleagues.map((one) => ({ value: one.id, label: one.name }))} />
          <TextField label={t('commission.certificate')} required value={draft.accreditation} error={faultOf(error, 'accreditation')} onChange={(accreditation) => set({ accreditation })} />
          <TextField label={t('commission.certificateUntil')} type='date' value={draft.until} error={faultOf(error, 'accreditedUntil')} onChange={(until) => set({ until })} />
        </div>
      ) : (
        <SelectField label={t('commission.body')} required search value={draft.outsiderId} error={faultOf(error, 'outsiderId')} onChange={(outsiderId) => set({ outsiderId })} hint={chosen ? chosen.accreditation ? t('commission.accredited', { number: chosen.accreditation, until: chosen.accreditedUntil ?? t('commission.noEnd') }) : t('commission.unaccredited') : t('commission.bodyHint')} options={bodies.map((one) => ({ value: one.id, label: one.name }))} />
      )}
    </>
  )
}

const Fee = ({ draft, set, error }: Omit<WhoProps, 'ownerId'>) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  return (
    <>
      <MoneyInput label={t('commission.fee')} required valueFen={draft.feeFen} error={faultOf(error, 'feeFen')} onChange={(feeFen) => set({ feeFen })} />
      {draft.feeFen !== 0 && (
        <div className='form-grid'>
          <SelectField label={t('commission.paidBy')} value={draft.paidBy} onChange={(next) => set({ paidBy: PAYERS.find((one) => one === next) ?? 'firm' })} options={PAYERS.map((value) => ({ value, label: term('feePayer', value) }))} />
          <SelectField label={t('commission.rule')} hint={t('commission.ruleHint')} value={draft.feeRule} onChange={(next) => set({ feeRule: FeeRules.options.find((one) => one === next) ?? null })} options={FeeRules.options.map((value) => ({ value, label: term('feeRule', value) }))} />
        </div>
      )}
    </>
  )
}

const useBar = (draft: Draft) => {
  const { t } = useTranslation('expert')
  const faults = [
    [draft.inside ? draft.personId === null : draft.outsiderId === null, 'commission.whoMissing'], [draft.inside && draft.accreditation.trim() === '', 'commission.certificateMissing'], [draft.lines.length === 0 || draft.lines.some((one) => one.text.trim() === ''), 'commission.askMissing'],
    [draft.matter.trim() === '', 'commission.matterMissing'], [draft.due === '', 'commission.dueMissing'], [draft.feeFen === null, 'commission.feeMissing'],
  ] as const
  const fault = faults.find(([holds]) => holds)
  return fault ? t(fault[1]) : null
}

interface Props { readonly complaintId: string; readonly points: readonly PointView[]; readonly ownerId: string | null; readonly second: string | null; readonly onDone: () => void }

const Form = ({ complaintId, points, ownerId, second, it, onDone }: Props & { readonly it: CaseOpinions }) => {
  const { t } = useTranslation('expert')
  const { zone } = useZone()
  const zoneHint = useZoneHint()
  const now = useNow()
  const lines = firstLines(it, points, second)
  const of = it.expertise.find((one) => one.code === lines[0]?.code)
  const [draft, setDraft, clear] = useDraft<Draft>(`commission.${complaintId}.${second ?? 'first'}`, {
    inside: false, personId: null, outsiderId: null, accreditation: '', until: '', matter: '', lines, files: [], due: wall(now, zone).add(of?.days ?? 15, 'day').hour(EVENING).minute(0).format('YYYY-MM-DDTHH:mm'), feeFen: null, feeRule: of?.fee ?? 'firm', paidBy: 'firm', secondTo: second,
  })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(commission, () => { clear(); onDone() })
  const bar = useBar(draft)
  const send = () => doing.mutate({
    complaintId, personId: draft.inside ? draft.personId : null, outsiderId: draft.inside ? null : draft.outsiderId, accreditation: draft.inside ? draft.accreditation : null, accreditedUntil: draft.inside && draft.until ? draft.until : null,
    matter: draft.matter, questions: [...draft.lines], fileIds: draft.files.map((file) => file.id), dueAt: momentAt(zone, draft.due), feeFen: draft.feeFen ?? 0, feeRule: draft.feeRule, paidBy: draft.paidBy, secondTo: draft.secondTo,
  })
  return (
    <>
      <p className='form-lead'>{t(second ? 'commission.leadSecond' : 'commission.lead')}</p>
      <ProblemNote error={doing.error} />
      <Who draft={draft} set={set} error={doing.error} ownerId={ownerId} />
      <Questions it={it} points={points} lines={draft.lines} error={doing.error} onChange={(next) => set({ lines: next })} />
      <LongField label={t('commission.matter')} required rows={3} hint={t('commission.matterHint')} value={draft.matter} error={faultOf(doing.error, 'matter')} onChange={(matter) => set({ matter })} />
      <Field label={t('commission.files')}><FileDrop label={t('commission.files')} files={draft.files} onChange={(files) => set({ files })} upload={uploadFile} /></Field>
      <TextField label={t('commission.due')} required type='datetime-local' hint={zoneHint} value={draft.due} error={faultOf(doing.error, 'dueAt')} onChange={(due) => set({ due })} />
      <Fee draft={draft} set={set} error={doing.error} />
      <div className='form-end'><ActionButton kind='primary' label={t('commission.save')} whyNot={it.may['commission'] ?? bar} loading={doing.isPending} onPress={send} /></div>
    </>
  )
}

/** An expert is asked: who, what, by when, at whose cost. */
export const CommissionForm = (props: Props) => <Asked query={useAsk(caseOpinions, { complaintId: props.complaintId })} rows={8}>{(it) => <Form key={props.second} {...props} it={it} />}</Asked>
