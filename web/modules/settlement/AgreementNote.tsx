import { FileTextOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Agreement } from '#contract/settlement.ts'
import { useTerm } from '../../app/i18n.ts'
import { links } from '../../links.ts'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'

interface Props { readonly complaintId: string; readonly agreement: Agreement; /** What can be done about it. */ readonly children?: ReactNode }

/** What both sides agreed; the amount in words beside the digits, as it stands on the paper. */
export const AgreementNote = ({ complaintId, agreement, children }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <div className='agreed'>
      <p><b><Money fen={agreement.totalFen} /></b>　{agreement.inWords}</p>
      <p className='muted'>{term('proof', agreement.proof)}　<When at={agreement.agreedAt} /></p>
      <p><a className='link' href={links.paper(complaintId, 'agreement', agreement.id)} target='_blank' rel='noreferrer'><FileTextOutlined aria-hidden='true' /> {t('papers.agreement')}</a></p>
      {children}
    </div>
  )
}
