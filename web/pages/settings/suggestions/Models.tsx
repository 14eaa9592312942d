import { useTranslation } from 'react-i18next'
import { type Learning, useModel } from '#contract/classification.ts'
import { usePanel } from '../../../app/Go.tsx'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { percent } from './percent.ts'
import { Report } from './Report.tsx'

/** Every model that is kept; one may go back to an earlier one. */
export const Models = ({ standing }: { readonly standing: Learning }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { panel, on, open, close } = usePanel()
  const using = useDo(useModel)
  const looked = standing.models.find(({ id }) => id === on)
  return (
    <Section title={t('learning.models')}>
      <ProblemNote error={using.error} />
      <ul className='posts'>
        {standing.models.map((model) => (
          <li key={model.id} className='learn-m'>
            <b>{t('learning.no', { no: model.no })}{model.id === standing.modelId && <> <Chip tone='good'>{t('learning.inUse')}</Chip></>}</b>
            <span className='muted'><When at={model.learntAt} /> {t('learning.from', { cases: model.cases })} {model.askedBy ? t('learning.askedBy', { name: model.askedBy.name }) : t('learning.byItself')}</span>
            <span className='num'>{t('learning.score', { score: percent(model.macroF1) })}</span>
            <span className='unit-a'>
              <ActionButton size='small' label={t('learning.look')} whyNot={null} onPress={() => open('model', model.id)} />
              {model.id !== standing.modelId && <ActionButton size='small' label={t('learning.use')} whyNot={whyNot('classification.use')} loading={using.isPending} onPress={() => using.mutate({ model: model.id })} />}
            </span>
          </li>
        ))}
      </ul>
      <SidePanel title={looked && t('learning.no', { no: looked.no })} open={panel === 'model' && looked !== undefined} onClose={close}>{looked && <Report model={looked} inUse={looked.id === standing.modelId} />}</SidePanel>
    </Section>
  )
}
