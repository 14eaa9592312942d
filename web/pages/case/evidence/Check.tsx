import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Evidence, checkEvidence } from '#contract/evidence.ts'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'

const Checked = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('evidence')
  const { data, error, isFetching } = useAsk(checkEvidence, { id }, { still: true })
  if (error) return <ProblemNote error={error} />
  if (!data || isFetching) return <p role='status' className='muted'>{t('check.going')}</p>
  const bad = data.items.filter(({ intact }) => !intact)
  return <p role='status'><Chip tone={bad.length ? 'danger' : 'good'}>{bad.length ? t('check.bad', { names: bad.map(({ name }) => name).join(t('common:listSeparator')) }) : t('check.good')}</Chip>　<When at={data.at} /></p>
}

/** The files of an item with their digests, compared with the store when somebody wants to know. */
export const Check = ({ one }: { readonly one: Evidence }) => {
  const { t } = useTranslation('evidence')
  const [round, setRound] = useState(0)
  return (
    <section className='sign-one' aria-label={t('check.title')}>
      <ul>{one.files.map((file) => <li key={file.id}><a className='link' href={links.file(file.id, true)} target='_blank' rel='noreferrer'>{file.name}</a><code className='ev-h'>{t('check.digest', { digest: file.sha256 })}</code></li>)}</ul>
      <Button size='small' icon={<SafetyCertificateOutlined aria-hidden='true' />} onClick={() => setRound(round + 1)}>{t('check.do')}</Button>
      {round > 0 && <Checked key={round} id={one.id} />}
    </section>
  )
}
