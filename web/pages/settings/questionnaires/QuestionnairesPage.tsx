import { PlusOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saidIn } from '#contract/asking.ts'
import { type Template, makeTemplate, restoreTemplate, templates } from '#contract/questionnaire.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go, useGo } from '../../../app/Go.tsx'
import { localeNow } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { Restore } from '../Restore.tsx'
import { begun } from './editing.ts'
import './questionnaires.css'

const Row = ({ one }: { readonly one: Template }) => {
  const { t } = useTranslation('questionnaires')
  const title = saidIn(one.title, localeNow()) || t('untitled')
  return (
    <li className='quest-r'>
      <div>
        <Go className='link' to={links.questionnaire(one.id)}>{title}</Go> {one.state === 'draft' ? <Chip tone='warn'>{t('state.draft')}</Chip> : one.hasDraft && <Chip tone='warn'>{t('changed')}</Chip>} {one.ofPack && <Chip>{t('ofPack')}</Chip>}
        <p className='muted'>{t('questionCount', { count: one.questions })} · {t('askedCount', { asked: one.asked, answered: one.answered })}</p>
      </div>
      <span className='muted'>{one.changed.by ? `${one.changed.by.name} · ` : ''}<When at={one.changed.at} /></span>
      {one.state === 'retired' && <Restore to={restoreTemplate} input={{ id: one.id, version: one.version }} permission='questionnaire.restore' of={title} />}
    </li>
  )
}

/** What customers, colleagues and others are asked by link. */
export const QuestionnairesPage = () => {
  const { t } = useTranslation('questionnaires')
  const whyNot = useWhyNot()
  const go = useGo()
  const [retired, setRetired] = useState(false)
  const query = useAsk(templates, retired ? { retired: '1' } : {})
  const making = useDo(makeTemplate, ({ id }) => go(links.questionnaire(id)))
  return (
    <>
      <PageHead title={t('title')} sub={t('lead')} actions={<ActionButton kind='primary' icon={<PlusOutlined aria-hidden='true' />} label={t('new')} whyNot={whyNot('questionnaire.make')} loading={making.isPending} onPress={() => making.mutate({ body: begun(localeNow(), t('newTitle'), t('firstQuestion')) })} />} />
      <ProblemNote error={making.error} />
      <p className='quest-f'><Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>{t('showRetired')}</Checkbox></p>
      <Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t(retired ? 'noneRetired' : 'none')} hint={t('lead')} /> : <ul className='card posts' aria-label={t('title')}>{items.map((one) => <Row key={one.id} one={one} />)}</ul>)}</Asked>
    </>
  )
}
