import { useTranslation } from 'react-i18next'
import { type Agreement, sign } from '#contract/settlement.ts'
import { uploadFile } from '../../app/upload.ts'
import { useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { type DroppedFile, FileDrop } from '../../ui/FileDrop.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'

interface Props { readonly complaintId: string; readonly agreement: Agreement; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** What was agreed by word of mouth is signed later: printed, signed, photographed. */
export const SignForm = ({ complaintId, agreement, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [files, setFiles, clear] = useDraft<readonly DroppedFile[]>(`sign.${agreement.id}`, [])
  const doing = useDo(sign, () => { clear(); onDone() })
  const paper = files.at(-1)
  return (
    <>
      <p className='form-lead'>{t('sign.lead')}</p>
      <p><b><Money fen={agreement.totalFen} /></b>　<When at={agreement.agreedAt} /></p>
      <p className='form-lead'><a className='link' href={links.paper(complaintId, 'agreement', agreement.id)} target='_blank' rel='noreferrer'>{t('sign.print')}</a></p>
      <ProblemNote error={doing.error} />
      <FileDrop label={t('sign.paper')} files={files} onChange={(next) => setFiles(() => next.slice(-1))} upload={uploadFile} />
      <div className='form-end'><ActionButton kind='primary' label={t('sign.save')} whyNot={whyNot ?? (paper ? null : t('sign.paperMissing'))} loading={doing.isPending} onPress={() => { if (paper) doing.mutate({ complaintId, agreementId: agreement.id, fileId: paper.id }) }} /></div>
    </>
  )
}
