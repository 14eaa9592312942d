import { CheckOutlined, ClockCircleOutlined, FileOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#contract/investigation.ts'
import type { PackView } from '#contract/packs.ts'
import { causeWords } from '../../app/causes.ts'
import { useTerm } from '../../app/i18n.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { Recurrences } from './Recurrences.tsx'
import './investigation.css'

interface Props { readonly complaintId: string; readonly causes: PackView['rootCauses']; readonly whyNotLink: string | null | undefined }

const One = ({ finding, complaintId, causes, whyNotLink }: Props & { readonly finding: Finding }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const cause = finding.rootCause && causeWords(causes, finding.rootCause, t('common:pathSeparator'))
  return (
    <div className='f ok'>
      <CheckOutlined aria-hidden='true' />
      <div>
        <p><b>{term('liability', finding.liability)}</b>　{finding.text}</p>
        {finding.explanation && <p className='f-x'>{t('finding.toldCustomer', { words: finding.explanation })}</p>}
        {finding.alternativeHelp && <p className='f-x'>{t('finding.helped', { words: finding.alternativeHelp })}</p>}
        {finding.causeDetail && <p className='f-x'>{t('finding.detail', { words: finding.causeDetail })}</p>}
        <p className='f-by'>{cause && <span>{t('finding.causeIs', { cause })}</span>}{finding.method && <span>{term('method', finding.method)}</span>}<span>{finding.by.name}</span><When at={finding.at} /></p>
        {finding.inquiries.length > 0 && <p className='f-by'>{finding.inquiries.map((one) => <span key={one.id}>{term('inquiryKind', one.kind)}　<span className='no'>{one.number}</span></span>)}</p>}
        {finding.evidence.length > 0 && <ul className='f-e'>{finding.evidence.map((file) => <li key={file.id}><a className='link' href={links.file(file.id, true)} target='_blank' rel='noreferrer'><FileOutlined aria-hidden='true' />{file.name}</a></li>)}</ul>}
        {finding.rootCause && cause && !finding.superseded && <Recurrences complaintId={complaintId} pointId={finding.pointId} rootCause={finding.rootCause} cause={cause} whyNotLink={whyNotLink} />}
      </div>
    </div>
  )
}

/** The findings of one point, the one that holds; replaced ones stay readable. */
export const Findings = ({ findings, ...rest }: Props & { readonly findings: readonly Finding[] }) => {
  const { t } = useTranslation('case')
  const now = findings.filter((finding) => !finding.superseded)
  const before = findings.filter((finding) => finding.superseded)
  return (
    <>
      {now.length === 0 && <p className='f wait'><ClockCircleOutlined aria-hidden='true' />{t('finding.none')}</p>}
      {now.map((finding) => <One key={finding.id} finding={finding} {...rest} />)}
      {before.length > 0 && <details className='f-old'><summary>{t('finding.before', { count: before.length })}</summary>{before.map((finding) => <One key={finding.id} finding={finding} {...rest} />)}</details>}
    </>
  )
}
