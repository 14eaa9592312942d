import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { staleVersion, tooMany } from '#contract/common.ts'
import { type Refusal, endpoint } from '#contract/endpoint.ts'
import { systemActor } from './actor.ts'
import { type Exposed, mount } from './http.ts'
import { Problem } from './problem.ts'
import { replyProblem } from './problem-reply.ts'

const REFUSALS: Record<string, Refusal> = { named: staleVersion, unnamed: tooMany }
const refusing: Exposed = {
  endpoint: endpoint('GET /refusing', z.strictObject({ how: z.enum(['named', 'unnamed']) }), z.object({}), { open: true, refuses: [staleVersion] }), name: 'test.refusing',
  serve: (_doors, _visit, { how }: { how: string }) => Promise.reject(new Problem(REFUSALS[how] ?? staleVersion)),
}

test('who watches hears of a refusal that the contract does not name, and of no other', async () => {
  const heard: string[] = []
  const app = Fastify()
  app.setErrorHandler((error, request, reply) => replyProblem(error as Error, request, reply))
  mount(app, [refusing], {} as never, () => Promise.resolve(systemActor('')), (breach) => { heard.push(breach) })
  const statuses = await Promise.all(['named', 'unnamed', 'neither'].map(async (how) => (await app.inject(`/api/v1/refusing?how=${how}`)).statusCode))
  expect(statuses).toEqual([409, 429, 422])
  expect(heard).toEqual(['GET /refusing answers kernel/too-many-requests, which its contract does not name'])
  await app.close()
})
