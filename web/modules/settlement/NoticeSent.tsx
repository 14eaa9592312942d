import { FileTextOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Notice } from '#contract/settlement.ts'
import { links } from '../../links.ts'
import { When } from '../../ui/When.tsx'

export const NoticeSent = ({ complaintId, notice }: { readonly complaintId: string; readonly notice: z.infer<typeof Notice> }) => {
  const { t } = useTranslation('case')
  return (
    <p className='notice-s'>
      {t('notice.sent', { by: notice.by.name })}　<When at={notice.sentAt} /><br />
      <a className='link' href={links.paper(complaintId, 'notice')} target='_blank' rel='noreferrer'><FileTextOutlined aria-hidden='true' /> {t('papers.notice')}</a>
    </p>
  )
}
