import type { Channel } from './draft.ts'

/** What a channel asks for. */
export interface ChannelForm {
  /** 4W1H: when, where, what, who, how far (A2). */
  readonly circumstances: boolean
  /** Quiet room and read back (A4). */
  readonly room: boolean
  /** Usually received before it is entered (A16). */
  readonly earlier: boolean
  readonly email: boolean
  readonly address: boolean
  readonly files: 'recording' | 'scan' | 'screenshot' | 'photo' | 'mail'
}

const BASE: ChannelForm = { circumstances: false, room: false, earlier: false, email: false, address: false, files: 'photo' }

const FORMS: Readonly<Record<Channel, ChannelForm>> = {
  phone: { ...BASE, circumstances: true, files: 'recording' },
  walkIn: { ...BASE, circumstances: true, room: true },
  letter: { ...BASE, earlier: true, address: true, files: 'scan' },
  email: { ...BASE, earlier: true, email: true, files: 'mail' },
  web: { ...BASE, earlier: true, email: true, files: 'screenshot' },
  card: { ...BASE, earlier: true, files: 'scan' },
  social: { ...BASE, files: 'screenshot' },
  field: { ...BASE, earlier: true, circumstances: true },
  dealer: { ...BASE, earlier: true, circumstances: true, files: 'scan' },
  regulator: { ...BASE, earlier: true, files: 'scan' },
  colleague: { ...BASE, earlier: true, circumstances: true },
  automatic: BASE,
}

export const formOf = (channel: Channel): ChannelForm => FORMS[channel]

/** What a person can register; what the system finds registers itself. */
export const CHANNELS: readonly Channel[] = ['phone', 'walkIn', 'letter', 'email', 'social', 'web', 'card', 'field', 'dealer', 'regulator', 'colleague']
