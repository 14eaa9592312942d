import { Button, Input } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { units } from '#contract/identity.ts'
import { type Level, type Preview, previewLadder } from '#contract/ladder.ts'
import { call } from '../../../../app/call.ts'
import { useAsk } from '../../../../app/query.ts'
import { useSession } from '../../../../app/session.tsx'
import type { LadderWords } from '../../../../modules/clock/ladder-words.ts'
import { Field } from '../../../../ui/Field.tsx'
import { InZone } from '../../../../ui/InZone.tsx'
import { SelectField } from '../../../../ui/inputs.tsx'
import { useNow } from '../../../../ui/now.ts'
import { ProblemNote } from '../../../../ui/ProblemNote.tsx'
import { When } from '../../../../ui/When.tsx'
import { localAt, momentAt } from '../../../../ui/zone.ts'

interface Props { readonly kind: string; /** Null while a field is empty. */ readonly levels: readonly Level[] | null; readonly words: LadderWords }

type Foreseen = Preview['levels'][number]

const Line = ({ level, words }: { readonly level: Foreseen; readonly words: LadderWords }) => {
  const { t } = useTranslation('ladder')
  const names = ({ audience, people }: Foreseen['to'][number]) => (people.length ? t('common:withRemark', { words: words.whom(audience), remark: people.map(({ name }) => name).join(t('common:listSeparator')) }) : words.whom(audience))
  return (
    <li>
      <b><When at={level.at} /></b> {t('level', { no: level.no })}{t('common:colon')}{level.to.map(names).join(t('common:listSeparator'))}
      {level.early && <p className='muted'>{t('early')} <When at={level.early} /></p>}
      {level.again.length > 0 && <p className='muted'>{t('againAt')} {level.again.map((at, i) => <span key={at}>{i > 0 && t('common:listSeparator')}<When at={at} /></span>)}</p>}
    </li>
  )
}

/** In the order of time, with the end of the clock among them. */
const Seen = ({ preview: { levels, due }, words }: { readonly preview: Preview; readonly words: LadderWords }) => {
  const { t } = useTranslation('ladder')
  const linesOf = (shown: readonly Foreseen[]) => shown.map((level) => <Line key={level.no} level={level} words={words} />)
  return (
    <ol className='lad-seen'>
      {linesOf(levels.filter(({ at }) => at < due))}
      <li className='end'><b><When at={due} end /></b> {t('runsOut')}</li>
      {linesOf(levels.filter(({ at }) => at >= due))}
    </ol>
  )
}

/** "This clock, begun then": who hears what when, as the form stands, saved or not. */
export const TryLadder = ({ kind, levels, words }: Props) => {
  const { t } = useTranslation('ladder')
  const { person, organization } = useSession()
  const all = useAsk(units, {}).data?.items ?? []
  const [unitId, setUnitId] = useState(person.unitId)
  const zone = all.find(({ id }) => id === unitId)?.timeZone ?? organization.timeZone
  const [begun, setBegun] = useState(localAt(zone, useNow()))
  const trying = useMutation({ mutationFn: (input: { unitId: string; levels: readonly Level[] }) => call(previewLadder, { kind, unitId: input.unitId, begun: momentAt(zone, begun), levels: [...input.levels] }), retry: false })
  return (
    <fieldset className='card-f'>
      <legend>{t('try')}</legend>
      <p className='hint'>{t('tryHint')}</p>
      <div className='entry-d'>
        <SelectField label={t('unit')} search value={unitId} onChange={setUnitId} options={all.map(({ id, name }) => ({ value: id, label: name }))} />
        <Field label={t('begun')} id='ladder-begun'><Input id='ladder-begun' type='datetime-local' value={begun} onChange={(event) => setBegun(event.target.value)} /></Field>
      </div>
      <Button disabled={!levels || !unitId || !begun} loading={trying.isPending} onClick={() => { if (levels && unitId) trying.mutate({ unitId, levels }) }}>{t('tryDo')}</Button>
      <ProblemNote error={trying.error} />
      {trying.data && <InZone zone={zone}><Seen preview={trying.data} words={words} /></InZone>}
    </fieldset>
  )
}
