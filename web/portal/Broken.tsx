import { Component, type ReactNode } from 'react'
import { type Speech, SpeechContext } from './speech.ts'

interface BrokenState {
  readonly broken: boolean
}

/** When a page fails, words and a way on instead of a white screen. */
export class Broken extends Component<{ readonly children: ReactNode }, BrokenState> {
  static override contextType = SpeechContext
  static getDerivedStateFromError(): BrokenState {
    return { broken: true }
  }
  override state: BrokenState = { broken: false }
  override render() {
    if (!this.state.broken) return this.props.children
    const { frame } = (this.context as Speech).words
    return (
      <div className='stack' role='alert'>
        <h1>{frame.brokenTitle}</h1>
        <p>{frame.broken}</p>
        <button type='button' className='btn main' onClick={() => location.reload()}>{frame.reload}</button>
      </div>
    )
  }
}
