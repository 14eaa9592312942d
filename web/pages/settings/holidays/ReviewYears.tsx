import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { previewYears, publishYears, type YearChange, type YearGiven } from '#contract/official-calendar.ts'
import { useDo } from '../../../app/query.ts'
import { Moves } from '../../../modules/clock/Moves.tsx'
import { usePreview } from '../../../modules/clock/use-preview.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { DayLine } from './DayLine.tsx'

type Input = z.input<typeof previewYears.input>

/** Looked at first, confirmed then. */
export const usePublishing = (source: string, onDone: () => void) => {
  const publishing = useDo(publishYears, onDone)
  const preview = usePreview(previewYears)
  const ask = (code: string, revision: number, years: YearGiven[]) => preview.mutate({ code, revision, years } satisfies Input)
  const confirm = () => {
    if (!preview.data) return
    const { input: { from: _, ...input }, preview: { digest } } = preview.data
    publishing.mutate({ ...input, source, seen: digest })
  }
  return { publishing, preview, ask, confirm, back: () => { preview.reset(); publishing.reset() } }
}

const Change = ({ change }: { readonly change: YearChange }) => {
  const { t } = useTranslation('holidays')
  const { year, added, removed, changed, after } = change
  return (
    <section aria-label={t('changeOf', { year })}>
      <h3 className='hol-h'>{t('changeOf', { year })}</h3>
      {after === null && <p className='hol-w'>{t('takenBack')}</p>}
      <ul className='hol-d'>
        {added.map((day) => <DayLine key={day.date} day={day} mark='added' />)}
        {changed.map(({ was, ...day }) => <DayLine key={day.date} day={day} was={was} mark='changed' />)}
        {removed.map((day) => <DayLine key={day.date} day={day} mark='removed' />)}
      </ul>
    </section>
  )
}

/** What a publication changes, day by day, and which deadlines it moves; confirmed here. */
export const ReviewYears = ({ preview, publishing, confirm, back }: ReturnType<typeof usePublishing>) => {
  const { t } = useTranslation('holidays')
  if (!preview.data) return null
  const { changes, moves } = preview.data.preview
  return (
    <div>
      {changes.length === 0 && <p role='status'>{t('nothing')}</p>}
      {changes.map((change) => <Change key={change.year} change={change} />)}
      {changes.length > 0 && <Moves first={moves} more={preview.more} />}
      <ProblemNote error={publishing.error} />
      <div className='form-end'><ActionButton label={t('publish')} kind='primary' whyNot={changes.length === 0 ? t('nothing') : null} loading={publishing.isPending} onPress={confirm} /><Button onClick={back}>{t('times:back')}</Button></div>
    </div>
  )
}
