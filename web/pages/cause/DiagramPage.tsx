import { PrinterOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Diagram, diagram as askDiagram } from '#contract/cause.ts'
import { Asked } from '../../app/Asked.tsx'
import { useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { CauseList } from '../../modules/cause/CauseList.tsx'
import { numberOf } from '../../modules/cause/editing.ts'
import { Overtaken } from '../../modules/cause/Overtaken.tsx'
import { Picture } from '../../modules/cause/Picture.tsx'
import { type DrawingState, useDrawing } from '../../modules/cause/use-drawing.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field } from '../../ui/Field.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'

const EVERY_MS = 60_000

const useWhyNot = (it: Diagram, { gap, isChanged, overtaken, now }: DrawingState): string | null => {
  const { t } = useTranslation('cause')
  if (it.whyNot) return it.whyNot
  if (overtaken) return t('putTogetherFirst')
  if (!isChanged) return t('unchanged')
  if (gap === null) return null
  return gap === 'effect' ? t('effectMissing') : t('textMissing', { no: numberOf(now.nodes, gap) })
}

/** Editions to look at; an earlier one can be taken up again. */
const Editions = ({ it, version }: { readonly it: Diagram; readonly version: number | null }) => {
  const { t } = useTranslation('cause')
  const { change } = useUrl()
  if (it.editions.length < 2) return null
  const newest = it.editions[0]?.version
  return (
    <Select aria-label={t('editions')} popupMatchSelectWidth={false} value={version ?? newest ?? null} onChange={(chosen: number) => change({ edition: chosen === newest ? undefined : String(chosen) })}
      options={it.editions.map((edition) => ({ value: edition.version, label: <>{t('editionOf', { no: edition.version, name: edition.by?.name ?? '' })} <When at={edition.at} /></> }))} />
  )
}

const Editor = ({ it, state }: { readonly it: Diagram; readonly state: DrawingState }) => {
  const { t } = useTranslation('cause')
  const whyNot = useWhyNot(it, state)
  const { now, fresh } = state
  return (
    <Section title={t('list')} count={t('count', { count: now.nodes.length })}>
      <div className='card-b'>
        <Overtaken state={state} />
        <ProblemNote error={state.error} />
        <Field id='cz-effect' label={t('effect')} hint={t('effectHint')} required>
          <Input.TextArea id='cz-effect' autoSize={{ minRows: 1, maxRows: 6 }} value={now.effect} onChange={(event) => state.setEffect(event.target.value)} />
        </Field>
        <CauseList it={it} nodes={now.nodes} uploads={now.uploads} fresh={fresh} onNodes={state.setNodes} onUploads={state.setUploads} />
        <p className='muted keys'>{t('keys')}</p>
        <div className='form-end acts'>
          {state.isChanged && !state.overtaken && <Button onClick={state.forget}>{t('dropMine')}</Button>}
          <ActionButton kind='primary' label={t('save')} whyNot={whyNot} loading={state.isSaving} onPress={state.save} />
        </div>
      </div>
    </Section>
  )
}

const goTo = (id: string) => {
  const row = document.getElementById(`cz-${id}`)
  row?.scrollIntoView({ block: 'center' })
  row?.focus()
}

const Shown = ({ it, version, earlier }: { readonly it: Diagram; readonly version: number | null; readonly earlier: Diagram | undefined }) => {
  const { t } = useTranslation('cause')
  const state = useDrawing(it)
  const { change } = useUrl()
  const reading = version !== null || it.whyNot !== null
  const shown = version === null ? (it.whyNot ? it : { ...it, ...state.now }) : earlier
  const takeUp = () => { if (earlier) state.takeUp(earlier); change({ edition: undefined }) }
  return (
    <div className='page'>
      <PageHead title={t(`kind.${it.kind}`)} up={{ to: links.complaint(it.complaintId), label: it.complaintNumber }} mark={<>{it.point && <Chip>{t('point', { no: it.point.no })}</Chip>}{state.isChanged && <Chip tone='warn'>{t('unsaved')}</Chip>}</>}
        actions={<><Editions it={it} version={version} /><a className='press plain' href={links.causePaper(it.id, version)} target='_blank' rel='noreferrer'><PrinterOutlined aria-hidden='true' /> {t('print')}</a></>} />
      <div className={reading ? '' : 'cz-g'}>
        {!reading && <Editor it={it} state={state} />}
        <div className='cz-side'>
          {it.whyNot && <p className='why'>{it.whyNot}</p>}
          {version !== null && it.whyNot === null && <p className='acts'><span className='muted'>{t('earlier', { no: version })}</span><Button size='small' onClick={takeUp}>{t('takeUp')}</Button></p>}
          {shown && <Picture of={shown} {...(!reading && { onPick: goTo })} />}
        </div>
      </div>
    </div>
  )
}

/** E7: why it happened, as a list that draws itself. Others draw meanwhile: it is asked again every minute. */
export const DiagramPage = ({ id }: { readonly id: string }) => {
  const { params } = useUrl()
  const version = Number(params['edition']) || null
  const asked = useAsk(askDiagram, { id }, { refetchInterval: EVERY_MS })
  const earlier = useAsk(askDiagram, { id, version: version ?? 1 }, { enabled: version !== null })
  return <Asked query={asked} rows={12}>{(it) => <InZone zone={it.timeZone} told><Shown key={it.id} it={it} version={version} earlier={earlier.data} /></InZone>}</Asked>
}
