import { Button } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Opinion, opinionLetter } from '#contract/expert.ts'
import { paperOf } from '../../app/call.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const KEPT_MS = 60_000

const save = (paper: Blob, name: string) => {
  const href = URL.createObjectURL(paper)
  Object.assign(document.createElement('a'), { href, download: `${name}.pdf` }).click()
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS)
}

/** The commission with the link on it, to be scanned: as long as the link is shown. The code travels in a header, so that it stands in no log. */
export const LetterWithLink = ({ one, url }: { readonly one: Pick<Opinion, 'id' | 'number'>; readonly url: string }) => {
  const { t } = useTranslation('expert')
  const code = new URL(url).searchParams.get('expert') ?? ''
  const printing = useMutation({ mutationFn: () => paperOf(opinionLetter, { id: one.id, code }), onSuccess: (paper) => save(paper, one.number), retry: false })
  return (
    <>
      <p><Button loading={printing.isPending} onClick={() => printing.mutate()}>{t('link.print')}</Button></p>
      <ProblemNote error={printing.error} />
    </>
  )
}
