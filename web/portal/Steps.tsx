import { Icon } from './Icon.tsx'
import { useSpeech } from './speech.ts'

const look = (no: number, step: number) => {
  if (no < step) return 'done'
  return no === step ? 'now' : ''
}

/** Five steps; the present one carries the name the server gives it. */
export const Steps = ({ step, name }: { readonly step: number; readonly name: string }) => {
  const words = useSpeech().words.case
  return (
    <ol className='steps' aria-label={words.stepsLabel}>
      {words.steps.map((label, index) => {
        const state = look(index + 1, step)
        return (
          <li key={label} className={state} aria-current={state === 'now' ? 'step' : undefined}>
            <b aria-hidden='true'>{state === 'done' ? <Icon name='check' size={14} /> : index + 1}</b>
            {state === 'now' ? name || label : label}
            {state && <span className='offscreen'> ({state === 'done' ? words.stepDone : words.stepNow})</span>}
          </li>
        )
      })}
    </ol>
  )
}
