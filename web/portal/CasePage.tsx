import { useEffect, useState } from 'react'
import type { Pass } from './api.ts'
import { CaseView } from './CaseView.tsx'
import { forgetCase, keptCase } from './kept-case.ts'
import { LookPage } from './LookPage.tsx'
import { refusalWords } from './SendBar.tsx'
import { go } from './route.ts'
import { useSpeech } from './speech.ts'
import { forgetCode, keepCode, recallCode } from './store.ts'
import { useCase } from './use-case.ts'

/** Opens a case, or says in the same words for a wrong number and a wrong code that it cannot. */
const Opening = ({ pass, onPass, onLeave }: { readonly pass: Pass; readonly onPass: (pass: Pass) => void; readonly onLeave: () => void }) => {
  const speech = useSpeech()
  const { look, titles } = speech.words
  const { view, replace, look: again } = useCase(pass, speech.locale)
  const { found, trouble } = view
  const wrong = trouble !== null && trouble !== 'offline' && trouble.problem.status === 404
  useEffect(() => {
    if (!wrong) return
    forgetCode(pass.number)
    forgetCase(pass.number)
  }, [wrong, pass.number])
  if (trouble !== null && trouble !== 'offline' && (found === null || wrong)) {
    const fault = wrong ? look.wrong : refusalWords(speech, trouble)
    return <LookPage heading={<h1 tabIndex={-1}>{look.heading}</h1>} lead={look.lead} tried={pass} fault={fault} onPass={onPass} />
  }
  if (found) return <CaseView key={found.number} pass={pass} view={view} found={found} onChange={replace} onAgain={again} onLeave={onLeave} />
  if (trouble === 'offline') {
    return (
      <div className='stack'>
        <h1 tabIndex={-1}>{titles.case}</h1>
        <p role='alert' className='notice'>{look.offline}</p>
        <button type='button' className='btn main' onClick={again}>{look.again}</button>
      </div>
    )
  }
  return <div className='stack'><h1 tabIndex={-1}>{titles.case}</h1><p role='status'>{look.busy}</p><progress className='wide' aria-label={look.busy} /></div>
}

export const CasePage = ({ number }: { readonly number: string }) => {
  const { look } = useSpeech().words
  const [code, setCode] = useState(() => recallCode(number) ?? keptCase(number)?.code ?? null)
  // Each press asks anew, also with the same words.
  const [asked, setAsked] = useState(0)
  const take = (pass: Pass) => {
    keepCode(pass.number, pass.code)
    setCode(pass.code)
    setAsked((n) => n + 1)
    if (pass.number !== number) go({ page: 'case', number: pass.number }, true)
  }
  const leave = () => {
    forgetCode(number)
    forgetCase(number)
    go({ page: 'look', place: null, card: null })
  }
  if (!code) return <LookPage heading={<h1 tabIndex={-1}>{look.heading}</h1>} lead={look.askCode} tried={{ number, code: '' }} onPass={take} />
  return <Opening key={`${number} ${asked}`} pass={{ number, code }} onPass={take} onLeave={leave} />
}
