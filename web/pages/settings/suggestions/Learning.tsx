import { useTranslation } from 'react-i18next'
import { type Learning as Standing, learning, train, useModel } from '#contract/classification.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useWhyNot } from '../allowed.ts'
import { Models } from './Models.tsx'
import { Report } from './Report.tsx'

const LOOK_AGAIN_MS = 2_000

const whyNotLearn = (standing: Standing, t: ReturnType<typeof useTranslation>['t']) => {
  if (standing.state !== 'idle') return t('learning.underWay')
  return standing.cases < standing.needed ? t('learning.tooFew', { cases: standing.cases, needed: standing.needed }) : null
}

/** What is asked now, what it could learn from, and the button that begins. */
const Now = ({ standing }: { readonly standing: Standing }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const training = useDo(train)
  const using = useDo(useModel)
  const model = standing.models.find(({ id }) => id === standing.modelId)
  return (
    <Section title={t('learning.now')}>
      <div className='card-b learn-now'>
        <p className='learn-lead'>{model ? t('learning.byModel', { no: model.no }) : t('learning.byWords')}</p>
        <p className='muted' role='status'>{t(`learning.state.${standing.state}`, { ...standing, left: Math.max(0, standing.nextAfter - standing.newCases) })}{standing.problem && ` ${t(`learning.problem.${standing.problem}`)}`}</p>
        {standing.chosen && <p className='muted'>{t('learning.chosen')}</p>}
        <ProblemNote error={training.error ?? using.error} />
        <div className='acts'>
          <ActionButton kind='primary' label={t('learning.train')} whyNot={whyNot('classification.train') ?? whyNotLearn(standing, t)} loading={training.isPending} onPress={() => training.mutate({})} />
          {standing.modelId !== null && <ActionButton label={t('learning.wordsOnly')} whyNot={whyNot('classification.use')} loading={using.isPending} onPress={() => using.mutate({ model: null })} />}
          {standing.chosen && standing.models.length > 0 && <ActionButton label={t('learning.newest')} whyNot={whyNot('classification.use')} loading={using.isPending} onPress={() => using.mutate({ model: 'newest' })} />}
        </div>
      </div>
    </Section>
  )
}

/** How good the suggestions are, on cases the model had not seen. */
export const Learning = () => {
  const known = useAsk(learning, {})
  const query = useAsk(learning, {}, known.data && known.data.state !== 'idle' ? { refetchInterval: LOOK_AGAIN_MS } : {})
  return (
    <Asked query={query}>
      {(standing) => {
        const shown = standing.models.find(({ id }) => id === standing.modelId) ?? standing.models[0]
        return (
          <div className='stack'>
            <Now standing={standing} />
            {shown && <Report model={shown} inUse={shown.id === standing.modelId} />}
            {standing.models.length > 0 && <Models standing={standing} />}
          </div>
        )
      }}
    </Asked>
  )
}
