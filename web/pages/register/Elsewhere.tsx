import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Draft as Saved, restoreDraft, takeDraft } from '#contract/draft.ts'
import { Go, useGo } from '../../app/Go.tsx'
import { useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'

interface Props { readonly saved: Saved; readonly onBack: () => void; readonly onAgain: () => void }

const Handed = ({ saved, onBack }: Props) => {
  const { t } = useTranslation('drafts')
  const { person } = useSession()
  const doing = useDo(takeDraft, onBack)
  if (!saved.handed) return null
  const mine = saved.owner.id === person.id
  return (
    <>
      <p>{mine ? t('handedTo', { name: saved.handed.to.name }) : t('handedBy', { name: saved.owner.name })}</p>
      {saved.handed.note && <p className='pre quote'>{saved.handed.note}</p>}
      <ProblemNote error={doing.error} />
      <p className='acts'><Button type='primary' loading={doing.isPending} onClick={() => doing.mutate({ id: saved.id })}>{t(mine ? 'takeBack' : 'take')}</Button></p>
    </>
  )
}

const Thrown = ({ saved, onBack }: Props) => {
  const { t } = useTranslation('drafts')
  const doing = useDo(restoreDraft, onBack)
  return <><p>{t('discardedHint')}</p><ProblemNote error={doing.error} /><p className='acts'><Button type='primary' loading={doing.isPending} onClick={() => doing.mutate({ id: saved.id })}>{t('restore')}</Button></p></>
}

/** A registration that went on elsewhere: a case already, with a colleague, or thrown away. */
export const Elsewhere = (props: Props) => {
  const { t } = useTranslation('drafts')
  const go = useGo()
  const { saved, onAgain } = props
  const { complaint } = saved
  return (
    <div className='page reg-done'>
      <Section>
        <div className='card-b'>
          <h1>{saved.name || t('nobody')}</h1>
          {complaint && <><p role='status'>{t('already', { number: complaint.number })}</p><p className='acts'><Button type='primary' onClick={() => go(links.complaint(complaint.id))}>{t('openCase')}</Button></p></>}
          {!complaint && saved.handed && <Handed {...props} />}
          {!complaint && !saved.handed && <Thrown {...props} />}
          <p className='acts'><Button type='text' onClick={onAgain}>{t('begin')}</Button><Go className='link' to={links.drafts()}>{t('title')}</Go></p>
        </div>
      </Section>
    </div>
  )
}
