import { BlockList, isIP, isIPv6 } from 'node:net'
import type { Refusal } from '#contract/endpoint.ts'
import type { Reachable } from '#kernel/post.ts'
import { whyNotAddress } from '#modules/integration/rules.ts'

/**
 * What is not the public internet, by the IANA registries of special addresses (RFC 6890 and its successors): this machine, private and shared networks,
 * link-local, documentation, benchmarks, multicast. Clouds keep their machines' credentials at 169.254.169.254, 100.100.100.200, 192.0.0.192 and 168.63.129.16.
 */
const INSIDE_4: readonly [string, number][] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['168.63.129.16', 32], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
]
/** Of IPv6 only what is given out as public (2000::/3), without what wraps an IPv4 address or is for documentation. */
const INSIDE_6: readonly [string, number][] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]]

const listOf = (ranges: readonly [string, number][], kind: 'ipv4' | 'ipv6') => {
  const list = new BlockList()
  for (const [net, bits] of ranges) list.addSubnet(net, bits, kind)
  return list
}
const inside4 = listOf(INSIDE_4, 'ipv4')
const inside6 = listOf(INSIDE_6, 'ipv6')
const public6 = listOf([['2000::', 3]], 'ipv6')

/** Whether an address is out in the public internet. */
export const isPublic: Reachable = (address) => {
  if (isIPv6(address)) return public6.check(address, 'ipv6') && !inside6.check(address, 'ipv6')
  return isIP(address) === 4 && !inside4.check(address, 'ipv4')
}

/** The host of a URL, without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** Why an address is not taken for a webhook; null when it is. */
export const whyNotUrl = (insideAllowed: boolean) => (text: string): Refusal | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  const host = url ? hostOf(url) : ''
  return whyNotAddress(url, isIP(host) ? isPublic(host) : null, insideAllowed)
}

/** Whether a browser's push address may be written to: https and outside, unless the inside is allowed. */
export const mayPush = (insideAllowed: boolean) => (text: string): boolean => whyNotUrl(insideAllowed)(text) === null && (insideAllowed || text.startsWith('https:'))
