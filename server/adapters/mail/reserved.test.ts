import { expect, test } from 'vitest'
import { isLoopback, isReserved } from './reserved.ts'

test('domains for examples and tests belong to nobody', () => {
  for (const domain of ['example.com', 'EXAMPLE.NET', 'mail.example.org', 'demo.example', 'x.test', 'a.b.invalid', 'localhost', 'example.com.']) expect([domain, isReserved(domain)]).toEqual([domain, true])
  for (const domain of ['example.cn', 'myexample.com', 'test.com', 'example.com.cn', 'localhost.com', 'qq.com', '例子.中国']) expect([domain, isReserved(domain)]).toEqual([domain, false])
})

test('this machine is known by its names', () => {
  const hostOf = (url: string) => new URL(url).hostname
  for (const url of ['smtp://127.0.0.1:25', 'smtp://localhost', 'smtps://[::1]:465', 'smtp://mail.localhost']) expect([url, isLoopback(hostOf(url))]).toEqual([url, true])
  for (const url of ['smtp://mail.example.cn', 'smtp://128.0.0.1', 'smtp://127.0.0.1.evil.cn', 'smtp://[::2]']) expect([url, isLoopback(hostOf(url))]).toEqual([url, false])
})
