import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

export type Log = FastifyBaseLogger

/** Structured logs, one JSON object per line on stdout. Personal data stays out: bodies and query strings are never logged. */
export const createLog = (level: string): Log => pino({
  level, base: null, timestamp: pino.stdTimeFunctions.isoTime,
  serializers: {
    req: (req: { method: string; url: string; id: string }) => ({ method: req.method, path: req.url.split('?')[0], id: req.id }),
    res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    err: pino.stdSerializers.err,
  },
})
