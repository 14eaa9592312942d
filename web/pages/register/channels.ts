import type { Channel } from './draft.ts'

/** What a channel asks for. */
export interface ChannelForm {
  /** 4W1H: when, where, what, who, how far (A2). */
  readonly circumstances: boolean
  /** Quiet room and read back (A4). */
  readonly room: boolean
  /** Usually received before it is entered (A16). */
  readonly earlier: boolean
  /** Notes with their moments, and a recording beside them. */
  readonly notes: boolean
  /** Where the writer is. */
  readonly writer: boolean
  /** Passed on by another body: its number and its own deadline. */
  readonly reference: boolean
  readonly email: boolean
  readonly address: boolean
  readonly files: 'recording' | 'scan' | 'screenshot' | 'photo' | 'mail'
}

const BASE: ChannelForm = { circumstances: false, room: false, notes: false, writer: false, reference: false, earlier: false, email: false, address: false, files: 'photo' }

const FORMS: Readonly<Record<Channel, ChannelForm>> = {
  phone: { ...BASE, circumstances: true, notes: true, files: 'recording' },
  walkIn: { ...BASE, circumstances: true, notes: true, room: true },
  letter: { ...BASE, earlier: true, address: true, writer: true, files: 'scan' },
  email: { ...BASE, earlier: true, email: true, files: 'mail' },
  web: { ...BASE, earlier: true, email: true, files: 'screenshot' },
  card: { ...BASE, earlier: true, files: 'scan' },
  social: { ...BASE, earlier: true, files: 'screenshot' },
  field: { ...BASE, earlier: true, circumstances: true },
  dealer: { ...BASE, earlier: true, circumstances: true, reference: true, files: 'scan' },
  regulator: { ...BASE, earlier: true, reference: true, files: 'scan' },
  colleague: { ...BASE, earlier: true, circumstances: true },
  automatic: BASE,
}

export const formOf = (channel: Channel): ChannelForm => FORMS[channel]

/** What a person can register; what the system finds registers itself. */
export const CHANNELS: readonly Channel[] = ['phone', 'walkIn', 'letter', 'email', 'social', 'web', 'card', 'field', 'dealer', 'regulator', 'colleague']
