import { useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import type { Pass } from './api.ts'
import { forgetCase, keepCase, keptCase } from './kept-case.ts'
import { useSpeech } from './speech.ts'

/** On a phone of one's own: the case opens without its code, and without a network as it was seen last. Nobody is remembered unasked. */
export const KeepCase = ({ pass, found, at }: { readonly pass: Pass; readonly found: PortalCase; readonly at: number }) => {
  const { words } = useSpeech()
  const [kept, setKept] = useState(() => keptCase(pass.number) !== null)
  const change = (on: boolean) => {
    if (on) keepCase(pass.number, { code: pass.code, found, at })
    else forgetCase(pass.number)
    setKept(on)
  }
  return (
    <div>
      <label className='check'><input type='checkbox' checked={kept} onChange={(event) => change(event.target.checked)} />{words.case.keep}</label>
      <p className='hint'>{words.case.keepHint}</p>
    </div>
  )
}
