import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { oneFeedback } from '#contract/feedback.ts'
import { publishStory, removeStory, stories, type Story, withdrawStory } from '#contract/pledge.ts'
import { usePanel } from '../../../app/Go.tsx'
import { say } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { PlainText } from './PlainText.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useWhyNot } from '../allowed.ts'
import { StoryForm } from './StoryForm.tsx'

const Row = ({ story, onEdit }: { readonly story: Story; readonly onEdit: () => void }) => {
  const { t } = useTranslation('pledge')
  const whyNot = useWhyNot()
  const publishing = useDo(publishStory)
  const withdrawing = useDo(withdrawStory)
  const removing = useDo(removeStory)
  const on = { id: story.id, version: story.version }
  return (
    <li className='fb'>
      <div className='fb-h'><Chip tone={story.state === 'published' ? 'good' : 'plain'}>{t(`state.${story.state}`)}</Chip><b>{say(story.title)}</b><span className='muted num'>{story.month}</span></div>
      <PlainText text={say(story.text)} />
      {story.links.length > 0 && <p className='muted fb-f'>{t('cameOfShort')} {story.links.map((link) => link.name || t(`linkKind.${link.kind}`)).join(t('common:listSeparator'))}</p>}
      <div className='fb-a'>
        {story.state === 'published'
          ? <Confirm label={t('storyWithdraw')} question={t('storyWithdrawSure')} size='small' whyNot={whyNot('pledge.publishStory')} loading={withdrawing.isPending} onConfirm={() => withdrawing.mutate(on)} />
          : (
            <>
              <ActionButton label={t('storyPublish')} kind='primary' size='small' whyNot={whyNot('pledge.publishStory')} loading={publishing.isPending} onPress={() => publishing.mutate(on)} />
              <ActionButton label={t('common:edit')} size='small' whyNot={whyNot('pledge.writeStory')} onPress={onEdit} />
              <Confirm label={t('storyRemove')} question={t('storyRemoveSure')} size='small' whyNot={whyNot('pledge.writeStory')} loading={removing.isPending} onConfirm={() => removing.mutate({ id: story.id })} />
            </>
          )}
      </div>
      <ProblemNote error={publishing.error ?? withdrawing.error ?? removing.error} />
    </li>
  )
}

/** What complaints have changed, for everybody to read once it is published. */
export const Stories = () => {
  const { t } = useTranslation('pledge')
  const whyNot = useWhyNot()
  const { panel, on, open, close } = usePanel()
  const { data, error } = useAsk(stories, { limit: 100 })
  const items = data?.items ?? []
  const story = items.find((one) => one.id === on) ?? null
  // From a suggestion that was carried out: what became better is told to everybody.
  const improved = panel === 'improved' && on !== null
  const source = useAsk(oneFeedback, { id: on ?? '' }, { enabled: improved, still: true }).data
  const from = improved && source?.id === on ? source : null
  return (
    <Section title={t('changed')} extra={<ActionButton label={t('write')} size='small' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('pledge.writeStory')} onPress={() => open('story')} />}>
      <ProblemNote error={error} />
      {data && items.length === 0 && <Empty title={t('noStories')} hint={t('noStoriesHint')} />}
      <ul className='posts'>{items.map((one) => <Row key={one.id} story={one} onEdit={() => open('story', one.id)} />)}</ul>
      <SidePanel title={t(story ? 'editStory' : 'write')} open={panel === 'story'} onClose={close}><StoryForm key={story ? `${story.id} ${story.version}` : 'new'} story={story} onDone={close} /></SidePanel>
      <SidePanel title={t('write')} open={from !== null} onClose={close}>{from && <StoryForm key={from.id} story={null} from={from} onDone={close} />}</SidePanel>
    </Section>
  )
}
