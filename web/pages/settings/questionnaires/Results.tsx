import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { saidIn } from '#contract/asking.ts'
import { type QuestionFigures, figures } from '#contract/questionnaire.ts'
import { Asked } from '../../../app/Asked.tsx'
import { localeNow } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Bars } from '../../../ui/Bars.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Section } from '../../../ui/Section.tsx'

/** What was answered to one question; of few answers nothing is concluded. */
const One = ({ of }: { readonly of: QuestionFigures }) => {
  const { t } = useTranslation('questionnaires')
  const label = ({ value, label: said }: QuestionFigures['counts'][number]) => (said ? saidIn(said, localeNow()) : of.kind === 'scale' ? t('score', { n: value }) : value)
  return (
    <li className='quest-w'>
      <p><b>{saidIn(of.text, localeNow())}</b> <span className='muted'>{t('answeredBy', { count: of.answered })}</span> {of.average !== null && <span>{t('average', { value: of.average })}</span>}</p>
      {of.answered > 0 && of.few && <p className='muted'>{t('few')}</p>}
      {of.counts.length > 0 && <Bars most={of.answered} bars={of.counts.map((one) => ({ value: one.value, label: label(one), count: one.count }))} />}
      {[...new Set(of.latest)].map((words) => <p key={words} className='quest-t'>{words}</p>)}
    </li>
  )
}

/** Answers of all editions together, of the cases one may see. */
export const Results = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('questionnaires')
  const query = useAsk(figures, { id })
  return (
    <Asked query={query}>
      {(found) => (
        <Section title={t('results')} count={found.answered} extra={found.answered > 0 && <Button size='small' icon={<DownloadOutlined aria-hidden='true' />} href={links.questionnaireTable(id)}>{t('table')}</Button>}>
          {found.answered === 0 ? <Empty title={t('noAnswers')} hint={t('askedOnly', { count: found.asked })} /> : <div className='card-b'><p className='muted'>{t('askedCount', { asked: found.asked, answered: found.answered })}</p><ul>{found.questions.map((of) => <One key={of.code} of={of} />)}</ul></div>}
        </Section>
      )}
    </Asked>
  )
}
