import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Channel, type FieldAnswer, installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../../app/Asked.tsx'
import { useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { CategoryPicker } from '../../../modules/complaint/CategoryPicker.tsx'
import { fieldsFor } from '../../../modules/complaint/pack-fields.ts'
import { PackFieldInput } from '../../../modules/complaint/PackFieldInput.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'

const Tried = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const [channel, setChannel] = useState<Channel>('walkIn')
  const [category, setCategory] = useState<string | null>(null)
  const [answers, setAnswers] = useState<Readonly<Record<string, FieldAnswer | undefined>>>({})
  const asked = fieldsFor(pack.fields, pack.categories, [category], channel)
  return (
    <>
      <p className='hint'>{t('previewHint')}</p>
      <SelectField label={t('settings:pack.fact.channel', { defaultValue: t('channels') })} value={channel} onChange={(value) => setChannel(Channel.catch('walkIn').parse(value))} options={Channel.options.map((value) => ({ value, label: term('channel', value) }))} />
      <Field id='preview-category' label={t('previewCategory')}><CategoryPicker id='preview-category' categories={pack.categories} value={category} onChange={setCategory} /></Field>
      <fieldset className='own-p'>
        <legend>{t('previewForm', { count: asked.length })}</legend>
        {asked.length === 0 ? <Empty title={t('none')} /> : asked.map((field) => <PackFieldInput key={field.code} field={field} value={answers[field.code]} onChange={(value) => setAnswers((before) => ({ ...before, [field.code]: value }))} />)}
      </fieldset>
    </>
  )
}

/** The fields as whoever registers will see them, for a way it came and a category. */
export const Preview = () => <Asked query={useAsk(installed, {})}>{(pack) => <Tried pack={pack} />}</Asked>
