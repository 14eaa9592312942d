import { type Mailbox, type MailboxFields, PROVIDERS as AUTHORITIES, type Provider, type Security } from '#contract/mailbox.ts'

/** A server as it is typed: the port is text until it is a number. */
export interface TypedServer { readonly host: string; readonly port: string; readonly security: Security; readonly user: string; readonly password: string }
export interface Typed { readonly address: string; readonly unitId: string | null; readonly folder: string; readonly receiving: TypedServer; readonly sending: TypedServer | null; readonly begin: 'new' | 'all'; readonly oauth: TypedConsent | null }
export interface TypedConsent { readonly provider: Provider; readonly clientId: string; readonly clientSecret: string; readonly tenant: string; readonly authorizeUrl: string; readonly tokenUrl: string; readonly scope: string }

/** Where the large providers have their servers; others are asked for. */
const PROVIDERS: Readonly<Record<string, readonly [imap: string, smtp: string]>> = {
  'qq.com': ['imap.qq.com', 'smtp.qq.com'], 'foxmail.com': ['imap.qq.com', 'smtp.qq.com'], '163.com': ['imap.163.com', 'smtp.163.com'], '126.com': ['imap.126.com', 'smtp.126.com'], 'yeah.net': ['imap.yeah.net', 'smtp.yeah.net'],
  'aliyun.com': ['imap.aliyun.com', 'smtp.aliyun.com'], 'sina.com': ['imap.sina.com', 'smtp.sina.com'], '139.com': ['imap.139.com', 'smtp.139.com'], '189.cn': ['imap.189.cn', 'smtp.189.cn'], 'gmail.com': ['imap.gmail.com', 'smtp.gmail.com'],
}

const IMAP_PORT = 993
const SMTP_PORT = 465

export const emptyServer = (port: number): TypedServer => ({ host: '', port: String(port), security: 'tls', user: '', password: '' })
export const sendingServer = (typed: Typed): TypedServer => ({ ...emptyServer(SMTP_PORT), host: PROVIDERS[domainOf(typed.address)]?.[1] ?? '', user: typed.receiving.user })

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).trim().toLowerCase()

const typedServer = (server: NonNullable<Mailbox['sending']>): TypedServer => ({ ...server, port: String(server.port), password: '' })

export const typedOf = (mailbox: Mailbox | null): Typed => (mailbox
  ? { address: mailbox.address, unitId: mailbox.unitId, folder: mailbox.folder, receiving: typedServer(mailbox.receiving), sending: mailbox.sending && typedServer(mailbox.sending), begin: mailbox.begin, oauth: mailbox.oauth && { provider: mailbox.oauth.provider, clientId: mailbox.oauth.clientId, clientSecret: '', tenant: mailbox.oauth.tenant, authorizeUrl: mailbox.oauth.authorizeUrl, tokenUrl: mailbox.oauth.tokenUrl, scope: mailbox.oauth.scope } }
  : { address: '', unitId: null, folder: 'INBOX', receiving: emptyServer(IMAP_PORT), sending: { ...emptyServer(SMTP_PORT) }, begin: 'new', oauth: null })

/** With the address known, the servers of its provider and the account are, where nobody has typed others. */
export const withAddress = (typed: Typed, address: string): Typed => {
  const provider = PROVIDERS[domainOf(address)]
  const before = PROVIDERS[domainOf(typed.address)]
  const fill = (server: TypedServer, host: string | undefined, known: string | undefined): TypedServer => ({
    ...server, host: host && (!server.host || server.host === known) ? host : server.host, user: !server.user || server.user === typed.address ? address : server.user,
  })
  return { ...typed, address, receiving: fill(typed.receiving, provider?.[0], before?.[0]), sending: typed.sending && fill(typed.sending, provider?.[1], before?.[1]) }
}

const OTHERS_FIELDS = ['authorizeUrl', 'tokenUrl', 'scope'] as const

/** How one signs in from now on; the servers of a known provider are known. */
export const withSignIn = (typed: Typed, provider: Provider | null): Typed => {
  if (provider === null) return { ...typed, oauth: null }
  const oauth = { clientId: '', clientSecret: '', tenant: '', authorizeUrl: '', tokenUrl: '', scope: '', ...typed.oauth, provider }
  if (provider === 'other') return { ...typed, oauth }
  const { imap, smtp: [host, port, security] } = AUTHORITIES[provider]
  return { ...typed, oauth, receiving: { ...typed.receiving, host: imap, port: String(IMAP_PORT), security: 'tls' }, sending: typed.sending && { ...typed.sending, host, port: String(port), security, user: typed.sending.user || typed.receiving.user } }
}

const missingOfConsent = (oauth: TypedConsent | null): readonly string[] => (oauth ? [
  ...(oauth.clientId.trim() ? [] : ['oauth/clientId']), ...(oauth.provider === 'other' ? OTHERS_FIELDS.filter((field) => !oauth[field].trim()).map((field) => `oauth/${field}`) : []),
] : [])

/** What still has to be filled in, by field. */
export const missingIn = (typed: Typed, isNew: boolean): ReadonlySet<string> => {
  const servers = [['receiving', typed.receiving], ['sending', typed.sending]] as const
  return new Set([
    ...missingOfConsent(typed.oauth),
    ...(typed.address.trim() ? [] : ['address']), ...(typed.unitId ? [] : ['unitId']), ...(typed.folder.trim() ? [] : ['folder']), ...(isNew && !typed.oauth && !typed.receiving.password ? ['receiving/password'] : []),
    ...servers.flatMap(([side, server]) => (server ? [...(server.host.trim() ? [] : [`${side}/host`]), ...(server.user.trim() ? [] : [`${side}/user`]), ...(/^\d{1,5}$/.test(server.port.trim()) ? [] : [`${side}/port`])] : [])),
  ])
}

const told = (server: TypedServer): MailboxFields['receiving'] => ({ ...server, host: server.host.trim(), user: server.user.trim(), port: Number(server.port) })

export const fieldsOf = (typed: Typed): MailboxFields => ({ ...typed, address: typed.address.trim(), unitId: typed.unitId ?? '', folder: typed.folder.trim(), receiving: told(typed.receiving), sending: typed.sending && told(typed.sending) })
