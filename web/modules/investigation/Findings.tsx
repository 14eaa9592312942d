import { CheckOutlined, ClockCircleOutlined, FileOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#contract/investigation.ts'
import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import './investigation.css'

const One = ({ finding, causes }: { readonly finding: Finding; readonly causes: PackView['rootCauses'] }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const cause = causes.find((each) => each.code === finding.rootCause)
  return (
    <div className='f ok'>
      <CheckOutlined aria-hidden='true' />
      <div>
        <p><b>{term('liability', finding.liability)}</b>　{finding.text}</p>
        {finding.explanation && <p className='f-x'>{t('finding.toldCustomer', { words: finding.explanation })}</p>}
        {finding.alternativeHelp && <p className='f-x'>{t('finding.helped', { words: finding.alternativeHelp })}</p>}
        <p className='f-by'>{cause && <span>{say(cause.label)}</span>}{finding.method && <span>{term('method', finding.method)}</span>}<span>{finding.by.name}</span><When at={finding.at} /></p>
        {finding.inquiries.length > 0 && <p className='f-by'>{finding.inquiries.map((one) => <span key={one.id}>{term('inquiryKind', one.kind)}　<span className='no'>{one.number}</span></span>)}</p>}
        {finding.evidence.length > 0 && <ul className='f-e'>{finding.evidence.map((file) => <li key={file.id}><a className='link' href={links.file(file.id, true)} target='_blank' rel='noreferrer'><FileOutlined aria-hidden='true' />{file.name}</a></li>)}</ul>}
      </div>
    </div>
  )
}

/** The findings of one point, the one that holds; replaced ones stay readable. */
export const Findings = ({ findings, causes }: { readonly findings: readonly Finding[]; readonly causes: PackView['rootCauses'] }) => {
  const { t } = useTranslation('case')
  const now = findings.filter((finding) => !finding.superseded)
  const before = findings.filter((finding) => finding.superseded)
  return (
    <>
      {now.length === 0 && <p className='f wait'><ClockCircleOutlined aria-hidden='true' />{t('finding.none')}</p>}
      {now.map((finding) => <One key={finding.id} finding={finding} causes={causes} />)}
      {before.length > 0 && <details className='f-old'><summary>{t('finding.before', { count: before.length })}</summary>{before.map((finding) => <One key={finding.id} finding={finding} causes={causes} />)}</details>}
    </>
  )
}
