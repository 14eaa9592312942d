import type { PortalCase } from '#contract/portal.ts'
import { Icon } from './Icon.tsx'
import { fill, useSpeech } from './speech.ts'

/** What can be dialled: an extension is for the person to ask for. */
const dialled = (phone: string) => (phone.split(/[转轉x#,;]|ext/i)[0] ?? '').replace(/[^\d+]/g, '')

export const Handler = ({ found }: { readonly found: PortalCase }) => {
  const words = useSpeech().words.case
  const { handler, unitName, closed } = found
  if (!handler && closed) return null
  return (
    <section className='card stack'>
      <h2>{words.handler}</h2>
      {handler
        ? <div className='who'><i aria-hidden='true'>{[...handler.name][0]}</i><div><b>{handler.name}</b><div className='small muted'>{unitName}</div></div></div>
        : <p>{words.handlerNone}</p>}
      {handler?.phone && <a className='btn' href={`tel:${dialled(handler.phone)}`}><Icon name='phone' size={20} /><span>{fill(words.call, { name: handler.name })}<br /><span className='num'>{handler.phone}</span></span></a>}
      {handler && !handler.phone && !closed && <p className='small muted'>{words.handlerNoPhone}</p>}
    </section>
  )
}
