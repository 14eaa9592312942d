import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

const Port = z.coerce.number().int().min(0).max(65_535)
const filled = (value: unknown) => (value === '' ? undefined : value)

const PROVIDERS = ['aliyun', 'tencent', 'wecom', 'dingtalk', 'feishu', 'lark'] as const
type Endpoints = Readonly<Partial<Record<typeof PROVIDERS[number], string>>>

/** `wecom=https://wecom.example.cn,feishu=https://…`: where a provider answers that is not at its public address. */
const readEndpoints = (text: string, context: z.RefinementCtx): Endpoints => Object.fromEntries(text.split(',').map((part) => {
  const [name = '', address = ''] = [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1).trim()]
  if (!PROVIDERS.some((one) => one === name) || !/^https?:\/\/[^/]+$/.test(address)) context.addIssue(`${part.trim()} is not PROVIDER=https://HOST`)
  return [name, address]
}))

/** The widest network that can be named, by family: the largest that are private (10.0.0.0/8, fc00::/7). Who believes everybody believes whoever lies. */
const WIDEST = { 4: 8, 6: 7 } as const
const LONGEST = { 4: 32, 6: 128 } as const

const isNetwork = (named: string): boolean => {
  const [address = '', prefix, ...more] = named.split('/')
  const family = isIP(address)
  if ((family !== 4 && family !== 6) || more.length) return false
  // Networks of mapped addresses are networks of IPv4 under another name.
  if (family === 6 && /^::ffff:/i.test(address) && prefix !== undefined) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= WIDEST[family] && Number(prefix) <= LONGEST[family])
}

/** `10.0.3.7,192.168.20.0/24`: which machines say truly for whom they ask. */
const readNetworks = (text: string, context: z.RefinementCtx): readonly string[] => text.split(',').map((part) => {
  if (!isNetwork(part.trim())) context.addIssue(`${part.trim()} is no address and no network (10.0.3.7, 192.168.20.0/24; not wider than /8, of IPv6 /7)`)
  return part.trim()
})

const Settings = z.object({
  PORT: z.preprocess(filled, Port.default(3000)),
  HOST: z.preprocess(filled, z.string().default('127.0.0.1')),
  DATA_DIR: z.preprocess(filled, z.string().default('./data')),
  DATABASE_URL: z.preprocess(filled, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATABASE_DIRECT_URL: z.preprocess(filled, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DATABASE_POOLER: z.preprocess(filled, z.literal('transaction').optional()),
  BASE_URL: z.preprocess(filled, z.url().optional()),
  ROLES: z.preprocess(filled, z.string().regex(/^(web|worker)(,(web|worker))*$/).default('web,worker')),
  LOG_LEVEL: z.preprocess(filled, z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info')),
  SMTP_URL: z.preprocess(filled, z.url({ protocol: /^smtps?$/ }).optional()),
  MAIL_FROM: z.preprocess(filled, z.string().default('wenguo@localhost')),
  TIME_ZONE: z.preprocess(filled, z.string().default('Asia/Shanghai')),
  DEMO_MONTHS: z.preprocess(filled, z.coerce.number().int().min(2).max(12).default(12)),
  TRUSTED_PROXIES: z.preprocess(filled, z.string().transform(readNetworks).optional()),
  WEBHOOK_PRIVATE: z.preprocess(filled, z.literal('allow').optional()),
  CHANNEL_ENDPOINTS: z.preprocess(filled, z.string().transform(readEndpoints).optional()),
  ADMIN_EMAIL: z.preprocess(filled, z.email().optional()),
  ADMIN_PASSWORD: z.preprocess(filled, z.string().min(8).optional()),
  PACK: z.preprocess(filled, z.string().optional()),
  ORGANIZATION: z.preprocess(filled, z.string().optional()),
})

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** A pooler gives every transaction another connection. */
  readonly pooled: boolean
  /** Past the pooler, for what one connection must keep: open pages hear through it what changes. */
  readonly directUrl: string | undefined
  readonly baseUrl: string
  readonly roles: ReadonlySet<string>
  readonly logLevel: string
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly timeZone: string
  /** How much of the past a demo shows. */
  readonly demoMonths: number
  /** Besides this machine: reverse proxies whose word for whom they ask is believed. */
  readonly trustedProxies: readonly string[]
  /** Webhooks may go to this machine and to private networks. */
  readonly webhooksInside: boolean
  /** Where providers of messages answer, where it is not at their public addresses. */
  readonly channelEndpoints: Endpoints
  /** Given when the first run needs no browser. */
  readonly firstRun: { readonly email: string; readonly password: string; readonly pack: string; readonly organization: string } | undefined
}

/** Settings come from the environment only. @throws Error naming each setting that cannot be used. */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config => {
  const parsed = Settings.safeParse(env)
  if (!parsed.success) throw new Error(`Settings: ${parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`)
  const s = parsed.data
  return {
    port: s.PORT, host: s.HOST, dataDir: resolve(s.DATA_DIR), databaseUrl: s.DATABASE_URL, pooled: s.DATABASE_POOLER !== undefined, directUrl: s.DATABASE_DIRECT_URL,
    baseUrl: (s.BASE_URL ?? `http://${s.HOST}:${s.PORT}`).replace(/\/$/, ''),
    roles: new Set(s.ROLES.split(',')), logLevel: s.LOG_LEVEL, smtpUrl: s.SMTP_URL, mailFrom: s.MAIL_FROM, timeZone: s.TIME_ZONE, demoMonths: s.DEMO_MONTHS, trustedProxies: s.TRUSTED_PROXIES ?? [], webhooksInside: s.WEBHOOK_PRIVATE === 'allow', channelEndpoints: s.CHANNEL_ENDPOINTS ?? {},
    firstRun: s.ADMIN_EMAIL && s.ADMIN_PASSWORD
      ? { email: s.ADMIN_EMAIL, password: s.ADMIN_PASSWORD, pack: s.PACK ?? 'jewellery', organization: s.ORGANIZATION ?? 'Wenguo' } : undefined,
  }
}
