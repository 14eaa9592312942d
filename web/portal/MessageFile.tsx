import { useEffect, useState } from 'react'
import { Icon } from './Icon.tsx'
import { useSpeech } from './speech.ts'

interface Shown { readonly url: string; readonly type: string }

/** What a browser shows by itself stays in the page; everything else goes to where the phone keeps what it is given. */
const isSeen = (type: string) => /^(image|audio|video)\//.test(type)

const save = (url: string, name: string) => Object.assign(document.createElement('a'), { href: url, download: name }).click()

const Content = ({ name, shown: { url, type } }: { readonly name: string; readonly shown: Shown }) => {
  if (type.startsWith('image/')) return <img className='picture' src={url} alt={name} />
  // biome-ignore lint/a11y/useMediaCaption: what somebody spoke into a phone has no captions.
  return type.startsWith('audio/') ? <audio className='wide' controls src={url} aria-label={name} /> : <video className='wide' controls src={url} aria-label={name} />
}

/** A file behind a code: fetched when it is pressed, and gone with the page. */
export const MessageFile = ({ fetchFile, file: { id, name } }: { readonly fetchFile: (id: string) => Promise<Blob>; readonly file: { readonly id: string; readonly name: string } }) => {
  const { messages } = useSpeech().words
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => () => { if (shown) URL.revokeObjectURL(shown.url) }, [shown])
  const open = async () => {
    if (busy) return
    setBusy(true)
    setFailed(false)
    try {
      const bytes = await fetchFile(id)
      const url = URL.createObjectURL(bytes)
      if (!isSeen(bytes.type)) save(url, name)
      setShown({ url, type: bytes.type })
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <button type='button' className='link' aria-busy={busy} onClick={() => { void open() }}><Icon name='paper' size={18} /> {name}</button>
      <span role='status' className='muted'>{busy && ` ${messages.opening}`}</span>
      {failed && <p role='alert' className='fault'>{messages.openFailed}</p>}
      {shown && isSeen(shown.type) && <Content name={name} shown={shown} />}
    </>
  )
}
