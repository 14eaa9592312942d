import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { type Report, ReportHow, approveReport, returnReport, sendReport } from '#contract/proceeding.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { uploadFile } from '../../app/upload.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { momentAt } from '../../ui/zone.ts'
import { links } from '../../links.ts'

const TONES = { asked: 'warn', returned: 'danger', approved: 'primary', sent: 'good', replaced: 'plain' } as const

/** Yes, or back with a word why. */
const Decide = ({ report }: { readonly report: Report }) => {
  const { t } = useTranslation('proceeding')
  const [comment, setComment] = useState('')
  const approving = useDo(approveReport)
  const returning = useDo(returnReport)
  const input = { id: report.id, version: report.version, comment }
  const busy = approving.isPending || returning.isPending
  return (
    <>
      <ProblemNote error={approving.error ?? returning.error} />
      <LongField label={t('report.comment')} rows={2} value={comment} error={faultOf(returning.error, 'comment')} onChange={setComment} />
      <div className='form-end'>
        <ActionButton kind='primary' label={t('report.approve')} whyNot={report.may['approve']} loading={approving.isPending} onPress={() => { if (!busy) approving.mutate(input) }} />
        <ActionButton label={t('report.return')} whyNot={report.may['giveBack'] ?? (comment.trim() === '' ? t('report.commentMissing') : null)} loading={returning.isPending} onPress={() => { if (!busy) returning.mutate(input) }} />
      </div>
    </>
  )
}

/** Handed in: how, when, and the proof. */
const Send = ({ report }: { readonly report: Report }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const { zone } = useZone()
  const [how, setHow] = useState<ReportHow>('online')
  const [at, setAt] = useState('')
  const [receipt, setReceipt] = useState('')
  const [settles, setSettles] = useState(false)
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const doing = useDo(sendReport)
  const unproved = receipt.trim() === '' && files.length === 0
  return (
    <>
      <ProblemNote error={doing.error} fieldsBeside />
      <SelectField label={t('report.how')} required value={how} onChange={(next) => setHow(ReportHow.catch('online').parse(next))} options={ReportHow.options.map((value) => ({ value, label: term('reportHow', value) }))} />
      <TextField label={t('report.at')} hint={t('report.atHint')} type='datetime-local' value={at} error={faultOf(doing.error, 'at')} onChange={setAt} />
      <TextField label={t('report.receipt')} hint={t('report.receiptHint')} value={receipt} error={faultOf(doing.error, 'receipt')} onChange={setReceipt} />
      <Field label={t('report.proof')} error={faultOf(doing.error, 'fileIds/0')}><FileDrop label={t('report.proof')} files={files} onChange={setFiles} upload={uploadFile} /></Field>
      {report.kind === 'interim' && <Checkbox className='tick' checked={settles} onChange={(event) => setSettles(event.target.checked)}>{t('report.settles')}</Checkbox>}
      <div className='form-end'><ActionButton kind='primary' label={t('report.send')} whyNot={report.may['send'] ?? (unproved ? t('report.proofMissing') : null)} loading={doing.isPending} onPress={() => doing.mutate({ id: report.id, version: report.version, how, at: at ? momentAt(zone, at) : null, receipt: receipt.trim() || null, settles, fileIds: files.map((file) => file.id) })} /></div>
    </>
  )
}

const Proof = ({ report }: { readonly report: Report }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  if (!report.sentAt || !report.sentHow) return null
  return (
    <dl className='kv'>
      <dt>{t('report.sentAt')}</dt><dd><When at={report.sentAt} />　{term('reportHow', report.sentHow)}　{report.sentBy?.name}</dd>
      {report.receipt && <><dt>{t('report.receipt')}</dt><dd>{report.receipt}</dd></>}
      {report.files.length > 0 && <><dt>{t('report.proof')}</dt><dd>{report.files.map((file) => <a key={file.id} className='link block' href={links.file(file.id, true)} target='_blank' rel='noreferrer'>{file.name}</a>)}</dd></>}
    </dl>
  )
}

/** One answer to the body: what it says, who agreed to it, when and how it was handed in. */
export const ReportView = ({ report }: { readonly report: Report }) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  return (
    <section className='pro-r' aria-label={t(`report.title.${report.kind}`)}>
      <p className='pro-h'><b>{t(`report.title.${report.kind}`)}</b><Chip tone={TONES[report.state]}>{term('reportState', report.state)}</Chip></p>
      <p className='muted'>{report.by?.name}　<When at={report.at} />{report.approvedBy && report.approvedAt && <>　{t('report.approvedBy', { name: report.approvedBy.name })}　<When at={report.approvedAt} /></>}</p>
      {report.comment && <p className='pre'>{report.comment}</p>}
      <details><summary>{t('report.whole')}</summary>
        {report.answers.map((one) => <p key={one.pointId} className='pre'><b>{one.no}. {one.text}</b>{'\n'}{one.answer}</p>)}
        <p className='pre'>{report.outcome}</p>
      </details>
      <Proof report={report} />
      <div className='card-a'><Button size='small' href={links.reportPaper(report.id)} target='_blank'>{t('report.print')}</Button></div>
      {report.state === 'asked' && <Decide report={report} />}
      {report.state === 'approved' && <Send report={report} />}
    </section>
  )
}
