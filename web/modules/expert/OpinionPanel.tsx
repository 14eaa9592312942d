import { Checkbox, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import type { Goods } from '#contract/custody.ts'
import { ConsentHow, type Opinion, consent, contestOpinion, oneOpinion, passGoods, postponeOpinion, recordOpinion, reportOpinion, withdrawOpinion } from '#contract/expert.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { Money } from '../../ui/Money.tsx'
import { useDraft } from '../../ui/draft.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { momentAt } from '../../ui/zone.ts'
import { FeeForm } from './FeeForm.tsx'
import { Findings } from './Findings.tsx'
import { OpinionLinkForm } from './OpinionLinkForm.tsx'
import { toneOf } from './OpinionsCard.tsx'
import { NO_REPORT, type ReportDraft, ReportFields, reportOf, wantingIn } from './ReportFields.tsx'
import { RestForm } from './RestForm.tsx'
import './opinions.css'

export interface OfOpinion { readonly one: Opinion; readonly goods: readonly Goods[]; readonly onSecond: (id: string) => void }

const How = ({ value, onChange }: { readonly value: (typeof ConsentHow.options)[number]; readonly onChange: (how: (typeof ConsentHow.options)[number]) => void }) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  return <SelectField label={t('how')} value={value} onChange={(next) => onChange(ConsentHow.options.find((each) => each === next) ?? value)} options={ConsentHow.options.map((each) => ({ value: each, label: term('how', each) }))} />
}

const End = ({ children }: { readonly children: ReactNode }) => <div className='form-end'>{children}</div>

const Agree = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const [agrees, setAgrees] = useState(true)
  const [how, setHow] = useState<(typeof ConsentHow.options)[number]>('inPerson')
  const [note, setNote] = useState('')
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const doing = useDo(consent)
  return (
    <>
      <p className='form-lead'>{t('agree.lead', { name: one.name })}</p>
      <Field label={t('agree.what')} required><Radio.Group aria-label={t('agree.what')} optionType='button' value={agrees} onChange={(event) => setAgrees(event.target.value as boolean)} options={[{ value: true, label: t('agree.yes') }, { value: false, label: t('agree.no') }]} /></Field>
      <How value={how} onChange={setHow} />
      <LongField label={t('agree.note')} rows={2} value={note} onChange={setNote} />
      <Field label={t('agree.file')} error={faultOf(doing.error, 'fileId')}><FileDrop label={t('agree.file')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={uploadFile} /></Field>
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='primary' label={t('agree.save')} whyNot={one.may['agree']} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, agrees, how, note, fileId: files[0]?.id ?? null })} /></End>
    </>
  )
}

/** What lies with us and can go, or what is there and comes back. */
const Pass = ({ one, goods }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const back = one.out.length > 0
  const there = goods.filter((item) => item.state === 'held' && one.out.includes(item.id) === back)
  const [chosen, setChosen] = useState<readonly string[]>(there.map((item) => item.id))
  const [seal, setSeal] = useState('')
  const [note, setNote] = useState('')
  const doing = useDo(passGoods)
  const items = there.filter((item) => chosen.includes(item.id)).map(({ id, version }) => ({ id, version }))
  const bar = there.length === 0 ? t('goods.none') : items.length === 0 ? t('goods.missing') : null
  return (
    <>
      <p className='form-lead'>{t(back ? 'goods.leadBack' : 'goods.leadOut', { name: one.name })}</p>
      <Field label={t('goods.what')} required><Checkbox.Group className='stacked' value={[...chosen]} onChange={(next) => setChosen(next)} options={there.map((item) => ({ value: item.id, label: `${item.number} ${item.what}` }))} /></Field>
      <TextField label={t('goods.seal')} value={seal} onChange={setSeal} />
      <TextField label={t('goods.note')} value={note} onChange={setNote} />
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='primary' label={t(back ? 'goods.back' : 'goods.out')} whyNot={(back ? null : one.may['pass']) ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, way: back ? 'back' : 'out', items, seal, note })} /></End>
    </>
  )
}

const Report = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const [draft, setDraft, clear] = useDraft<ReportDraft>(`opinion.${one.id}`, NO_REPORT)
  const set = (part: Partial<ReportDraft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(reportOpinion, clear)
  const wanting = wantingIn(one, draft, false)
  return (
    <>
      <p className='form-lead'>{t('report.lead')}</p>
      <ReportFields one={one} draft={draft} set={set} error={doing.error} needsFile={false} />
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='primary' label={t('report.sign')} whyNot={one.may['report'] ?? (wanting && t(wanting))} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, ...reportOf(one, draft) })} /></End>
    </>
  )
}

/** A report on paper: whoever records it has looked at signature and seal. */
const Record = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const [draft, setDraft, clear] = useDraft<ReportDraft & { readonly name: string; readonly on: string; readonly sealed: boolean }>(`paper.${one.id}`, { ...NO_REPORT, name: one.inside ? one.name : '', on: '', sealed: false })
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(recordOpinion, clear)
  const wanting = wantingIn(one, draft, true) ?? (draft.name.trim() === '' ? 'report.nameMissing' : draft.on === '' ? 'report.onMissing' : draft.sealed ? null : 'report.sealMissing')
  return (
    <>
      <p className='form-lead'>{t('report.leadPaper')}</p>
      <ReportFields one={one} draft={draft} set={set} error={doing.error} needsFile />
      <div className='form-grid'>
        <TextField label={t('report.name')} required value={draft.name} error={faultOf(doing.error, 'name')} onChange={(name) => set({ name })} />
        <TextField label={t('report.on')} required type='date' value={draft.on} error={faultOf(doing.error, 'on')} onChange={(on) => set({ on })} />
      </div>
      <Checkbox className='tick' checked={draft.sealed} onChange={(event) => set({ sealed: event.target.checked })}>{t('report.sealed')}</Checkbox>
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='primary' label={t('report.record')} whyNot={one.may['record'] ?? (wanting && t(wanting))} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, ...reportOf(one, draft), name: draft.name, on: draft.on, sealConfirmed: draft.sealed })} /></End>
    </>
  )
}

const Contest = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const [why, setWhy] = useState('')
  const [how, setHow] = useState<(typeof ConsentHow.options)[number]>('phone')
  const doing = useDo(contestOpinion)
  return (
    <>
      <p className='form-lead'>{t('contest.lead')}</p>
      <LongField label={t('contest.why')} required rows={3} value={why} error={faultOf(doing.error, 'why')} onChange={setWhy} />
      <How value={how} onChange={setHow} />
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='primary' label={t('contest.save')} whyNot={one.may['contest'] ?? (why.trim() === '' ? t('contest.whyMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, why, how })} /></End>
    </>
  )
}

const Postpone = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const { zone } = useZone()
  const [due, setDue] = useState('')
  const [why, setWhy] = useState('')
  const doing = useDo(postponeOpinion)
  return (
    <>
      <TextField label={t('commission.due')} required type='datetime-local' value={due} error={faultOf(doing.error, 'dueAt')} onChange={setDue} />
      <TextField label={t('postpone.why')} required value={why} error={faultOf(doing.error, 'why')} onChange={setWhy} />
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='primary' label={t('postpone.save')} whyNot={one.may['postpone'] ?? (due === '' ? t('commission.dueMissing') : why.trim() === '' ? t('postpone.whyMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, dueAt: momentAt(zone, due), why })} /></End>
    </>
  )
}

const Withdraw = ({ one }: OfOpinion) => {
  const { t } = useTranslation('expert')
  const [reason, setReason] = useState('')
  const doing = useDo(withdrawOpinion)
  return (
    <>
      <LongField label={t('withdraw.reason')} required rows={2} value={reason} error={faultOf(doing.error, 'reason')} onChange={setReason} />
      <ProblemNote error={doing.error} />
      <End><ActionButton kind='danger' label={t('withdraw.save')} whyNot={one.may['withdraw'] ?? (reason.trim() === '' ? t('withdraw.reasonMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: one.id, version: one.version, reason })} /></End>
    </>
  )
}

const Second = ({ one, onSecond }: OfOpinion) => {
  const { t } = useTranslation('expert')
  return <><p className='form-lead'>{t('second.lead')}</p><End><ActionButton kind='primary' label={t('second.save')} whyNot={null} onPress={() => onSecond(one.id)} /></End></>
}

const FORMS = { agree: Agree, pass: Pass, link: OpinionLinkForm, report: Report, record: Record, rest: RestForm, contest: Contest, second: Second, fee: FeeForm, postpone: Postpone, withdraw: Withdraw } as const
type Step = keyof typeof FORMS

const when = <S extends Step>(holds: boolean, ...steps: S[]): S[] => (holds ? steps : [])
const feeSteps = (one: Opinion) => when(!one.inside && one.paidBy === 'firm' && one.feeFen > 0, 'fee')
const signSteps = (one: Opinion): Step[] => (one.inside ? when(one.may['report'] === null, 'report') : ['link', 'record'])

/** What can be done next, the likeliest first. */
const stepsOf = (one: Opinion): Step[] => {
  if (one.state === 'withdrawn') return when(one.out.length > 0, 'pass')
  if (one.state === 'reported') return [...when(!one.questions.every((q) => q.basis), 'rest'), ...when(one.out.length > 0, 'pass'), one.contested ? 'second' : 'contest', ...feeSteps(one)]
  const open = one.consent.state === 'notNeeded' || one.consent.state === 'given'
  return open ? ['pass', ...signSteps(one), ...feeSteps(one), 'postpone', 'withdraw'] : ['agree', 'postpone', 'withdraw']
}

const Row = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => <><dt>{label}</dt><dd>{children}</dd></>

const Signed = ({ one }: { readonly one: Opinion }) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  const { report } = one
  if (!report) return null
  return (
    <div className='exo-s'>
      <p className='pre'>{report.summary}</p>
      <p className='muted'>{report.name}　{term('signWay', report.way)}　{report.on}　<When at={report.at} /></p>
      <ul>{report.files.map((file) => <li key={file.id}><a className='link' href={links.file(file.id)} target='_blank' rel='noreferrer'>{file.name}</a><span className='block exo-seal'>{t('one.hash', { hash: file.sha256 })}</span></li>)}</ul>
      <p className='exo-seal'>{t('one.seal', { seal: report.seal })}</p>
    </div>
  )
}

/** Without a reason of anybody's: who was asked has left. */
const Ended = ({ one: { ended } }: { readonly one: Opinion }) => {
  const { t } = useTranslation('expert')
  return ended && <Row label={t('one.ended')}><span className='pre'>{ended.why || t('one.handedBack')}</span></Row>
}

const About = ({ one }: { readonly one: Opinion }) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  return (
    <dl className='kv exo-a'>
      <Row label={t('one.accreditation')}>{one.accreditation}{one.accreditedUntil && `　${t('one.until', { day: one.accreditedUntil })}`}</Row>
      <Row label={t('one.due')}><When at={one.dueAt} /></Row>
      <Row label={t('one.fee')}><Money fen={one.feeFen} />{one.feeFen > 0 && `　${t('one.paidBy', { who: term('feePayer', one.paidBy) })}　${term('feeRule', one.feeRule)}`}{one.borneBy && one.feeFen > 0 && one.feeRule === 'loser' && <span className='block'>{t('one.borneBy', { who: term('feePayer', one.borneBy) })}</span>}</Row>
      {one.consent.state !== 'notNeeded' && <Row label={t('one.consent')}>{term('consentState', one.consent.state)}{one.consent.how && `　${term('how', one.consent.how)}`}{one.consent.note && <span className='block pre'>{one.consent.note}</span>}</Row>}
      <Row label={t('one.matter')}><span className='pre'>{one.matter}</span>{one.sent.map((file) => <a key={file.id} className='link block' href={links.file(file.id)} target='_blank' rel='noreferrer'>{file.name}</a>)}</Row>
      {one.passages.length > 0 && <Row label={t('one.goods')}>{one.passages.map((p) => <span key={p.id} className='block'><When at={p.at} />　{term('passageWay', p.way)}　{p.number}　{p.what}{p.seal && `　${t('one.sealNo', { seal: p.seal })}`}</span>)}</Row>}
      {one.links.length > 0 && <Row label={t('one.links')}>{one.links.map((link) => <span key={link.id} className='block'>{t(`one.link.${link.state}`)}　<When at={link.made.at} />{link.openedAt && `　${t('one.opened')}`}{link.problem && `　${link.problem}`}</span>)}</Row>}
      {one.contested && <Row label={t('one.contested')}><span className='pre'>{one.contested.why}</span>　{term('how', one.contested.how)}　<When at={one.contested.at} /></Row>}
      {one.basis && <Row label={t('one.basis')}>{one.basis.by?.name}　<When at={one.basis.at} />{one.basis.why && <span className='block pre'>{one.basis.why}</span>}</Row>}
      <Ended one={one} />
    </dl>
  )
}

const Shown = (props: OfOpinion) => {
  const { t } = useTranslation('expert')
  const term = useTerm()
  const { one } = props
  const steps = stepsOf(one)
  const [chosen, setChosen] = useState<Step | null>(null)
  const step = chosen && steps.includes(chosen) ? chosen : steps[0]
  const Form = step && FORMS[step]
  return (
    <>
      <p className='form-lead'><b>{one.name}</b>　<span className='no'>{one.number}</span>　<Chip tone={toneOf(one)}>{one.late ? t('card.late') : term('opinionState', one.state)}</Chip></p>
      {one.may['letter'] === null && <p><a className='link' href={links.opinionLetter(one.id)} target='_blank' rel='noreferrer'>{t('card.print')}</a></p>}
      <Findings questions={one.questions} whole />
      <Signed one={one} />
      <About one={one} />
      {step && Form && <>
        {steps.length > 1 && <Field label={t('step')}><Radio.Group aria-label={t('step')} optionType='button' value={step} onChange={(event) => setChosen(event.target.value as Step)} options={steps.map((value) => ({ value, label: t(`steps.${value}`) }))} /></Field>}
        <Form key={`${step} ${one.version}`} {...props} />
      </>}
    </>
  )
}

/** One opinion: what was asked and found, and what comes next. */
export const OpinionPanel = ({ id, ...rest }: Omit<OfOpinion, 'one'> & { readonly id: string }) => <Asked query={useAsk(oneOpinion, { id })} rows={8}>{(one) => <Shown key={`${one.id} ${one.state}`} one={one} {...rest} />}</Asked>
