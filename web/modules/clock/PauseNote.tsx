import { PauseCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { type Case, resume } from '#contract/casefile.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useNow } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { spanWords } from '../../ui/time-words.ts'
import { When } from '../../ui/When.tsx'
import './clock.css'

interface Props {
  readonly id: string
  readonly pause: Case['pauses'][number]
  /** What the clocks are called that stand still. */
  readonly stopped: readonly string[]
  readonly whyNot: string | null | undefined
}

/** For as long as the clocks stand still everybody sees it, why, since when, and how they go on. */
export const PauseNote = ({ id, pause, stopped, whyNot }: Props) => {
  const { t } = useTranslation('case')
  const now = useNow()
  const doing = useDo(resume)
  return (
    <section className='ck-note row' aria-label={t('pause.under')}>
      <PauseCircleOutlined aria-hidden='true' />
      <div>
        <div className='ck-note-t'>
          <p><b>{t('pause.now', { reason: pause.reason })}</b></p>
          <p className='ck-note-s'>{pause.by?.name}　{t('pause.from')}<When at={pause.from} />{t('pause.lasted', { span: spanWords(t, now - Date.parse(pause.from)) })}{stopped.length > 0 && t('pause.stopped', { clocks: stopped.join(t('common:listSeparator')) })}</p>
          <p className='ck-note-s'>{t('pause.goesOn')}</p>
          <ProblemNote error={doing.error} />
        </div>
        <div className='form-end'><ActionButton label={t('pause.resume')} whyNot={whyNot} loading={doing.isPending} onPress={() => doing.mutate({ id })} /></div>
      </div>
    </section>
  )
}
