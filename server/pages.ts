import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { notFound } from '#contract/common.ts'
import { Problem } from '#kernel/problem.ts'
import { chooseLocale } from '#kernel/i18n.ts'
import { replyProblem } from '#kernel/problem-reply.ts'
import { ROOT } from '#kernel/root.ts'
import { PAGE_POLICY } from '#modules/pledge/html.ts'
import { isLocale, type PublicHtml } from '#modules/pledge/public.ts'

const policy = (nonce: string, page: 'staff' | 'portal') => [
  "default-src 'self'", `script-src 'self' 'nonce-${nonce}'`, `style-src 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'", "img-src 'self' data: blob:", "media-src 'self' blob:", "font-src 'self'", "connect-src 'self'",
  "object-src 'none'", "base-uri 'none'", "form-action 'self'",
  // Who writes a questionnaire tries it out beside what they write.
  `frame-ancestors ${page === 'portal' ? "'self'" : "'none'"}`,
].join('; ')

const HTML = 'text/html; charset=utf-8'

/** The two pages, staff and portal, each with a fresh nonce; hashed assets may be kept for a year. */
export const servePages = async (app: FastifyInstance, publicHtml: PublicHtml): Promise<void> => {
  const folder = join(ROOT, 'dist/web')
  const built = existsSync(join(folder, 'index.html'))
  const pages = built ? { staff: readFileSync(join(folder, 'index.html'), 'utf8'), portal: readFileSync(join(folder, 'portal.html'), 'utf8') } : null
  const send = (reply: FastifyReply, page: 'staff' | 'portal') => {
    if (!pages) throw new Problem(notFound)
    const nonce = randomBytes(16).toString('base64')
    return reply.header('content-security-policy', policy(nonce, page)).header('permissions-policy', `camera=(self), microphone=(self), geolocation=${page === 'staff' ? '(self)' : '()'}`).header('cache-control', 'no-store').type(HTML).send(pages[page].replaceAll('__CSP_NONCE__', nonce))
  }
  if (built) await app.register(fastifyStatic, { root: join(folder, 'assets'), prefix: '/assets/', immutable: true, maxAge: '1y', preCompressed: true })
  for (const name of built ? readdirSync(folder).filter((file) => /\.(svg|png|ico|webmanifest|txt)$/.test(file)) : []) app.get(`/${name}`, (_request, reply) => reply.header('cache-control', 'public, max-age=86400').sendFile(name, folder))
  // A worker is asked for again with each visit, so that a new build is noticed.
  for (const name of built ? readdirSync(folder).filter((file) => /worker\.js$/.test(file)) : []) app.get(`/${name}`, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile(name, folder))
  // What is printed on comment cards: short enough to type.
  app.get('/k/:code', (request, reply) => reply.redirect(`/portal?card=${encodeURIComponent((request.params as { code: string }).code)}`))
  // A firm's own page; whoever mistypes the name still finds where to tell us.
  app.get('/portal/:name', async (request, reply) => {
    const { lang } = request.query as { lang?: unknown }
    const html = await publicHtml((request.params as { name: string }).name, isLocale(lang) ? lang : chooseLocale(request.headers['accept-language']))
    if (html === null) return send(reply, 'portal')
    return reply.header('content-security-policy', PAGE_POLICY).header('cache-control', 'public, max-age=60').header('vary', 'accept-language').type(HTML).send(html)
  })
  for (const path of ['/portal', '/portal.html', '/portal/*']) app.get(path, (_request, reply) => send(reply, 'portal'))
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/')
    return page && pages ? send(reply, 'staff') : replyProblem(new Problem(notFound), request, reply)
  })
}
