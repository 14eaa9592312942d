import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Wording, WordingState, acceptWording, declineWording, wordings } from '#contract/classification.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go, usePanel, useUrl } from '../../../app/Go.tsx'
import { say } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { When } from '../../../ui/When.tsx'
import { categoryPath } from '../../../modules/complaint/category-tree.ts'
import { useWhyNot } from '../allowed.ts'
import { Marked } from '../../../modules/complaint/Marked.tsx'
import { PackWords } from './PackWords.tsx'
import { WordingForm } from './WordingForm.tsx'

const Origin = ({ wording }: { readonly wording: Wording }) => {
  const { t } = useTranslation('settings')
  return <span className='muted'>{wording.source === 'correction' ? t('wording.origin', { corrections: wording.corrections, elsewhere: wording.elsewhere }) : t('wording.byPerson')}{wording.decidedBy && <> {t('wording.decided', { name: wording.decidedBy.name })} {wording.decidedAt && <When at={wording.decidedAt} />}</>}</span>
}

const Row = ({ wording, categories, onChange }: { readonly wording: Wording; readonly categories: PackView['categories']; readonly onChange: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const accepting = useDo(acceptWording)
  const declining = useDo(declineWording)
  return (
    <li className='word'>
      <p className='word-p'><b>{t('pack.quote', { word: wording.phrase })}</b> <span aria-hidden='true'>→</span> {categoryPath(categories, wording.categoryCode, say, t('common:pathSeparator')) || wording.categoryCode}</p>
      <Origin wording={wording} />
      {wording.examples.length > 0 && <ul className='word-e'>{wording.examples.map((example) => <li key={example.complaintId}><Go to={links.complaint(example.complaintId)}>{example.number}</Go> <Marked text={example.text} words={[wording.phrase]} /></li>)}</ul>}
      <ProblemNote error={accepting.error ?? declining.error} />
      <span className='word-a'>
        {wording.state !== 'accepted' && <ActionButton size='small' kind={wording.state === 'proposed' ? 'primary' : 'default'} label={t('wording.accept')} whyNot={whyNot('classification.acceptWording')} loading={accepting.isPending} onPress={() => accepting.mutate({ id: wording.id })} />}
        {wording.state === 'proposed' && <Button size='small' onClick={onChange}>{t('wording.elsewhere')}</Button>}
        {wording.state !== 'declined' && <ActionButton size='small' label={t(wording.state === 'accepted' ? 'wording.remove' : 'wording.decline')} whyNot={whyNot('classification.declineWording')} loading={declining.isPending} onPress={() => declining.mutate({ id: wording.id })} />}
      </span>
    </li>
  )
}

interface Shown { readonly pack: PackView; readonly state: WordingState; readonly q: string }

const Own = ({ pack, state, q }: Shown) => {
  const { t } = useTranslation('settings')
  const { panel, on, open, close } = usePanel()
  const query = useAsk(wordings, { state, ...(q && { q }), limit: 200 })
  const chosen = query.data?.items.find(({ id }) => id === on)
  return (
    <Section title={t(`wording.state.${state}`)} {...(query.data && { count: t('wording.count', { count: query.data.items.length }) })}>
      <Asked query={query}>{({ items }) => (items.length === 0 ? <Empty title={t(`wording.empty.${state}`)} hint={t('wording.emptyHint')} /> : <ul className='posts'>{items.map((wording) => <Row key={wording.id} wording={wording} categories={pack.categories} onChange={() => open('wording', wording.id)} />)}</ul>)}</Asked>
      <SidePanel title={t('wording.new')} open={panel === 'new'} onClose={close}><WordingForm categories={pack.categories} wording={null} onDone={close} /></SidePanel>
      <SidePanel title={t('wording.elsewhere')} open={panel === 'wording' && chosen !== undefined} onClose={close}>{chosen && <WordingForm key={chosen.id} categories={pack.categories} wording={chosen} onDone={close} />}</SidePanel>
    </Section>
  )
}

/** How customers say it, and what it is called here: what was proposed from corrections, what was added, and what came with the pack. */
export const Dictionary = () => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { params, change } = useUrl()
  const { open } = usePanel()
  const [q, setQ] = useState('')
  const state = WordingState.options.find((one) => one === params['state']) ?? 'proposed'
  const pack = useAsk(installed, {})
  return (
    <Asked query={pack}>
      {(shown) => (
        <div className='stack'>
          <div className='set-find'>
            <Radio.Group aria-label={t('wording.show')} optionType='button' value={state} onChange={(event) => change({ state: event.target.value as string })} options={WordingState.options.map((value) => ({ value, label: t(`wording.state.${value}`) }))} />
            <Input type='search' className='psn-find' prefix={<SearchOutlined aria-hidden='true' />} value={q} maxLength={40} onChange={(event) => setQ(event.target.value)} placeholder={t('wording.find')} aria-label={t('wording.find')} />
            <ActionButton label={t('wording.new')} icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('classification.addWording')} onPress={() => open('new')} />
          </div>
          <Own pack={shown} state={state} q={q.trim()} />
          <PackWords categories={shown.categories} q={q.trim()} />
        </div>
      )}
    </Asked>
  )
}
