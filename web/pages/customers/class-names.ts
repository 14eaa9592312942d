import { installed } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'

/** Class code → its name in the pack; nothing while the pack is not there yet. */
export const useClassNames = () => {
  const classes = useAsk(installed, {}).data?.classes
  return (code: string | null) => {
    if (!classes) return ''
    const found = classes.find((one) => one.code === code)
    return found ? say(found.label) : code ?? ''
  }
}
