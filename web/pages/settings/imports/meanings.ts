import { units } from '#contract/identity.ts'
import { Channel, type PackView, YES_NO } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import type { Option } from '../../../ui/inputs.tsx'

const FIELD = 'field:'

/** Everything that a value of a table can mean, by part. */
export const useMeanings = (pack: PackView) => {
  const term = useTerm()
  const all = useAsk(units, {}).data?.items ?? []
  const known: Readonly<Record<string, readonly Option[]>> = {
    channel: Channel.options.map((value) => ({ value, label: term('channel', value) })),
    unit: all.filter((unit) => !unit.retired).map((unit) => ({ value: unit.id, label: unit.name })),
    category: pack.categories.map((category) => ({ value: category.code, label: say(category.label) })),
    callKind: ['missed', 'answered'].map((value) => ({ value, label: term('callKind', value) })),
    customerClass: pack.classes.map((each) => ({ value: each.code, label: say(each.label) })),
  }
  const ofField = (part: string) => {
    const field = pack.fields.find((one) => FIELD + one.code === part)
    if (field?.type === 'yesNo') return YES_NO.map((value) => ({ value, label: term('yesNo', value) }))
    return field?.choices?.filter(({ retired }) => !retired).map((choice) => ({ value: choice.code, label: say(choice.label) })) ?? []
  }
  return (part: string): readonly Option[] => known[part] ?? ofField(part)
}
