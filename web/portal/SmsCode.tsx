import { useRef, useState } from 'react'
import { TextField, useFocusOnFault } from './Field.tsx'
import { go } from './route.ts'
import { useSpeech } from './speech.ts'

/** Who is reached by SMS alone has no link to press: the code in it is typed here, and leads where the link would. */
export const SmsCode = () => {
  const { lost } = useSpeech().words
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(0)
  useFocusOnFault(form, tried)
  const token = code.normalize('NFKC').replace(/\s/g, '')
  const submit = () => {
    setTried((n) => n + 1)
    if (token) go({ page: 'renew', token })
  }
  return (
    <form ref={form} className='stack' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <TextField id='sms-code' label={lost.sms} hint={lost.smsHint} value={code} onValue={setCode} fault={tried > 0 && !token ? lost.smsMissing : undefined} most={60} verbatim required className='num secret' autoComplete='one-time-code' />
      <button type='submit' className='btn'>{lost.smsNext}</button>
    </form>
  )
}
